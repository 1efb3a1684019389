package org.sheng.auth.internal;

import java.util.Optional;
import org.sheng.mail.MailAddress;

/** What a client called itself. */
record Login(String said, Optional<MailAddress> address) {
    private static final int MAX_TOLD = 256;
    private static final int MAX_LENGTH = 400;

    /** @param defaultDomain for a name without one; may be empty */
    static Login of(String said, String defaultDomain) {
        if (said.length() > MAX_LENGTH) {
            return new Login(said.substring(0, MAX_TOLD), Optional.empty());
        }
        String full = said.indexOf('@') < 0 && !defaultDomain.isEmpty() ? said + "@" + defaultDomain : said;
        return new Login(said, MailAddress.tryParse(full));
    }

    /** The same for every way to write the same login. */
    String key() {
        return address.map(MailAddress::key).orElse(said);
    }

    /** For logs and events: bounded, without control characters. */
    String told() {
        String shown = said.length() > MAX_TOLD ? said.substring(0, MAX_TOLD) : said;
        return shown.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
