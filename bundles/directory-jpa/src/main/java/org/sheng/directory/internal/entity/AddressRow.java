package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import org.sheng.mail.MailAddress;

/** What an address stands for. The primary key makes an address unique over users, aliases and groups. */
@Entity
@Table(name = "SHENG_ADDRESSES", indexes = {
    @Index(name = "SHENG_ADDRESSES_OF_DOMAIN", columnList = "DOMAIN_NAME, KIND, ADDRESS_KEY"),
    @Index(name = "SHENG_ADDRESSES_OF_USER", columnList = "USER_ID")})
public class AddressRow extends CheckedRow {
    /** {@link MailAddress#key}. */
    @Id
    @Column(name = "ADDRESS_KEY", length = 400)
    private String key;
    /** The local part as it was written. */
    @Column(name = "LOCAL_PART", length = 64, nullable = false)
    private String local;
    @Column(name = "DOMAIN_NAME", length = 255, nullable = false)
    private String domain;
    @Enumerated(EnumType.STRING)
    @Column(name = "KIND", length = 8, nullable = false)
    private Kind kind;
    /** NULL but for users. */
    @Column(name = "USER_ID", length = 36)
    private String userId;
    /** 0: the main address. */
    @Column(name = "PLACE", nullable = false)
    private int place;

    /** What kind of thing has the address. */
    public enum Kind { USER, ALIAS, GROUP }

    protected AddressRow() { }

    public AddressRow(MailAddress address, Kind kind, String userId, int place) {
        this.key = address.key();
        this.local = address.local();
        this.domain = address.domain();
        this.kind = kind;
        this.userId = userId;
        this.place = place;
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {key, local, domain, kind, userId, place};
    }

    @Override
    protected String title() {
        return "address " + key;
    }

    public MailAddress address() {
        return new MailAddress(local, domain);
    }

    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    public String userId() {
        return userId;
    }

    public int place() {
        return place;
    }

    public void set(MailAddress written, int newPlace) {
        local = written.local();
        place = newPlace;
        seal();
    }
}
