package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.Administrators.Token;

/** A token of an administrator, without what would let anybody in. */
@Entity
@Table(name = "SHENG_TOKENS", indexes = @Index(name = "SHENG_TOKENS_OF_ADMIN", columnList = "ADMIN_NAME"))
public class TokenRow {
    @Id
    @Column(name = "TOKEN_ID", length = 12)
    private String id;
    @Column(name = "ADMIN_NAME", length = 64, nullable = false)
    private String administrator;
    /** SHA-256 in hexadecimal of the secret part, which has 160 random bits: more than can be guessed. */
    @Column(name = "TOKEN_HASH", length = 64, nullable = false)
    private String hash;
    @Enumerated(EnumType.STRING)
    @Column(name = "ROLE_NAME", length = 16, nullable = false)
    private Role role;
    @Column(name = "AREAS", length = 256)
    private String areas;
    /** Milliseconds since 1970, as the next. */
    @Column(name = "CREATED_AT", nullable = false)
    private long created;
    @Column(name = "EXPIRES_AT", nullable = false)
    private long expires;
    @Column(name = "NOTE", length = 200)
    private String note;

    protected TokenRow() { }

    public TokenRow(Token token, String hash) {
        this.id = token.id();
        this.administrator = token.administrator();
        this.hash = hash;
        this.role = token.role();
        this.areas = Areas.text(token.areas());
        this.created = token.created().toEpochMilli();
        this.expires = token.expires().toEpochMilli();
        this.note = token.note();
    }

    public String hash() {
        return hash;
    }

    public Token token() {
        return new Token(id, administrator, role, Areas.of(areas), Instant.ofEpochMilli(created), Instant.ofEpochMilli(expires), note == null ? "" : note);
    }
}
