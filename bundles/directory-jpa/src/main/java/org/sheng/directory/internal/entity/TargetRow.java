package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.sheng.mail.MailAddress;

/** One address that an alias or a group leads to. */
@Entity
@IdClass(TargetRow.Place.class)
@Table(name = "SHENG_TARGETS", indexes = @Index(name = "SHENG_TARGETS_BY_TARGET", columnList = "TARGET_KEY"))
public class TargetRow extends CheckedRow {
    /** Key of the alias or group. */
    @Id
    @Column(name = "ADDRESS_KEY", length = 400)
    private String key;
    @Id
    @Column(name = "PLACE")
    private int place;
    /** As it was written, {@link MailAddress#toString}. */
    @Column(name = "TARGET", length = 400, nullable = false)
    private String target;
    @Column(name = "TARGET_KEY", length = 400, nullable = false)
    private String targetKey;

    protected TargetRow() { }

    public TargetRow(String key, int place, MailAddress target) {
        this.key = key;
        this.place = place;
        this.target = target.toString();
        this.targetKey = target.key();
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {key, place, target, targetKey};
    }

    @Override
    protected String title() {
        return "target " + (place + 1) + " of " + key;
    }

    public String key() {
        return key;
    }

    public MailAddress target() {
        return MailAddress.parse(target);
    }

    /** The identity of a row. */
    public static class Place implements Serializable {
        private static final long serialVersionUID = 1L;

        public String key;
        public int place;

        @Override
        public boolean equals(Object other) {
            return other instanceof Place that && place == that.place && Objects.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, place);
        }
    }
}
