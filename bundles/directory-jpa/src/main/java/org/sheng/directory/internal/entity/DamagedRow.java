package org.sheng.directory.internal.entity;

/** A row is not as it was written. */
public final class DamagedRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedRow(String title) {
        super(title + " is damaged in the database: it is not as it was written");
    }
}
