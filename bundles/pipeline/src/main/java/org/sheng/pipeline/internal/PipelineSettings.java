package org.sheng.pipeline.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.sheng.config.Setting;
import org.sheng.mail.MailAddress;

/** {@code etc/org.sheng.pipeline.cfg}. */
record PipelineSettings(
        @Setting(value = "Messages that are worked on at once; holds from the next start of the service on.", def = "512", min = 1,
                max = 10_000) int capacity,
        @Setting(value = "Threads that read the directory and the store; 0: as many as the machine has processors, at least 2."
                + " Holds from the next start of the bundle on.", def = "0", min = 0, max = 256) int threads,
        @Setting(value = "A message for a mailbox over its quota is tried again while it is younger than this, then bounced; 0s:"
                + " bounced at once.", def = "1d", min = 0, max = 2_592_000) Duration overQuotaLife,
        @Setting(value = "A bounce carries the whole message when its sender asked for it (RET=FULL) and it is not larger than"
                + " this, in bytes; else its headers.", def = "1M", min = 0, max = 104_857_600) long bounceFullMax,
        @Setting(value = "Language of notices to senders (bounces, delays): en, zh-CN, or both, one text below the"
                + " other.", def = "both")
        NoticeLanguage noticeLanguage,
        @Setting(value = "Domains whose senders get notices in another language than that: DOMAIN=LANGUAGE, for example"
                + " example.cn=zh-CN,example.com=en.", def = "", max = 1000,
                pattern = "[^=\\s]{1,255}=(?i:en|zh-CN|both)")
        List<String> noticeLanguages,
        @Setting(value = "How long quiescing waits for messages that are worked on.", def = "30s", min = 1, max = 600)
        Duration quiesceLimit) {

    enum NoticeLanguage { EN, ZH_CN, BOTH }

    /** @param domain as {@link org.sheng.mail.MailAddress#domain} */
    NoticeLanguage noticeLanguage(String domain) {
        return noticeLanguages.stream().map(each -> each.split("=", 2)).filter(each -> toAscii(each[0]).equals(domain))
                .findFirst()
                .map(each -> NoticeLanguage.valueOf(each[1].toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(noticeLanguage);
    }

    private static String toAscii(String domain) {
        return MailAddress.tryParse("x@" + domain).map(MailAddress::domain).orElse(domain);
    }
}
