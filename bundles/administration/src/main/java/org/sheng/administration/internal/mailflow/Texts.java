package org.sheng.administration.internal.mailflow;

import org.sheng.operation.Text;

/** Texts of this package. */
final class Texts {
    private Texts() { }

    static Text text(String key, Object... values) {
        return Text.of(Texts.class, key, values);
    }
}
