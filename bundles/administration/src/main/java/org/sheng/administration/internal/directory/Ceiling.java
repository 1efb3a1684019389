package org.sheng.administration.internal.directory;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.operation.Caller;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/**
 * Most that an administrator of domains may hand out to a user of a domain: what the domain has, by itself or by its plan. A limit that the
 * domain does not have is open. Others may hand out anything.
 */
final class Ceiling {
    private final DirectoryAdmin directory;

    Ceiling(DirectoryAdmin directory) {
        this.directory = directory;
    }

    /**
     * @param plan of the user; empty: the domain's
     * @param set on the user
     * @throws Refusal FORBIDDEN when it is more than the caller may hand out; MISSING
     */
    void check(Caller caller, String domain, String plan, LimitSettings set) throws Refusal {
        if (caller.role() != Caller.Role.DOMAIN) {
            return;
        }
        Domain of = directory.domain(domain).orElseThrow(() -> Refused.noDomain(domain));
        LimitSettings most = over(of.limits(), plan(of.plan()));
        LimitSettings asked = over(set, plan(plan));
        check("quota", asked.quotaBytes(), most.quotaBytes());
        check("maxMessages", asked.quotaMessages(), most.quotaMessages());
        check("maxMessageSize", asked.maxMessageBytes(), most.maxMessageBytes());
        check("maxRecipients", wide(asked.maxRecipients()), wide(most.maxRecipients()));
        check("messagesPerHour", wide(asked.messagesPerHour()), wide(most.messagesPerHour()));
    }

    private LimitSettings plan(String name) throws Refusal {
        return name.isEmpty() ? LimitSettings.INHERIT : directory.plans().stream().filter(plan -> plan.name().equals(name)).findFirst()
                .orElseThrow(() -> Refused.noPlan(name)).limits();
    }

    /** What is set first, else what is set behind it. */
    private static LimitSettings over(LimitSettings first, LimitSettings behind) {
        return LimitValues.of(first).changed(behind);
    }

    private static void check(String field, OptionalLong asked, OptionalLong most) throws Refusal {
        if (asked.isEmpty() || most.isEmpty() || most.getAsLong() == 0) {
            return;
        }
        if (asked.getAsLong() == 0 || asked.getAsLong() > most.getAsLong()) { // 0: none
            throw new Refusal(Kind.FORBIDDEN, "limits." + field, Refused.text("above-plan", field, String.valueOf(asked.getAsLong()),
                    String.valueOf(most.getAsLong())));
        }
    }

    private static OptionalLong wide(OptionalInt value) {
        return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
    }
}
