package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** One domain that an administrator of domains has. */
@Entity
@IdClass(AdministratorDomainRow.Pair.class)
@Table(name = "SHENG_ADMIN_DOMAINS", indexes = @Index(name = "SHENG_ADMIN_DOMAINS_BY_DOMAIN", columnList = "DOMAIN_NAME"))
public class AdministratorDomainRow {
    @Id
    @Column(name = "ADMIN_NAME", length = 64)
    private String name;
    @Id
    @Column(name = "DOMAIN_NAME", length = 255)
    private String domain;

    protected AdministratorDomainRow() { }

    public AdministratorDomainRow(String name, String domain) {
        this.name = name;
        this.domain = domain;
    }

    public String name() {
        return name;
    }

    public String domain() {
        return domain;
    }

    /** The identity of a row. */
    public static class Pair implements Serializable {
        private static final long serialVersionUID = 1L;

        public String name;
        public String domain;

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair that && Objects.equals(name, that.name) && Objects.equals(domain, that.domain);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, domain);
        }
    }
}
