package org.sheng.administration.internal.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Caller;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/** What a line of CSV would do, and why it may not. */
final class CsvRules {
    private static final List<String> COLUMNS = List.of("address", "password", "name", "quota", "plan");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMGT]?)B?");

    private final DirectoryAdmin directory;
    private final Directory lookups;
    private final Caller caller;
    /** The directory takes no address twice within so many lines. */
    private static final int BATCH = 1_000;
    private final Set<String> seen = new HashSet<>();

    CsvRules(DirectoryAdmin directory, Directory lookups, Caller caller) {
        this.directory = directory;
        this.lookups = lookups;
        this.caller = caller;
    }

    /** What a line would do. */
    enum Effect { ADDED, CHANGED }

    Caller caller() {
        return caller;
    }

    /** @throws Refusal when the header line names other columns */
    List<String> header(List<String> fields) throws Refusal {
        List<String> columns = fields.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        if (!columns.contains("address") || !COLUMNS.containsAll(columns) || Set.copyOf(columns).size() < columns.size()) {
            throw new Refusal(Kind.INVALID, "file", Refused.text("csv-header", String.join(",", fields)));
        }
        return columns;
    }

    /**
     * What only the caller's place decides: whose users these are, and how much may be handed out.
     *
     * @throws Refusal when the caller may not
     */
    void mayBe(List<String> columns, List<String> fields) throws Refusal {
        if (caller.role() == Caller.Role.DOMAIN) {
            MailAddress address = address(columns, fields);
            List<MailAddress> all = new ArrayList<>(List.of(address));
            Optional<UserSettings> before = directory.userSettings(address);
            before.ifPresent(settings -> all.addAll(settings.addresses()));
            Users.seen(caller, all);
            LimitSettings limits = limits(columns, fields, before.map(UserSettings::limits).orElse(LimitSettings.INHERIT));
            String plan = field(columns, fields, "plan").map(String::strip).orElse(before.map(UserSettings::plan).orElse(""));
            new Ceiling(directory).check(caller, address.domain(), plan, limits);
        }
    }

    /** @throws Refusal when the line would be refused */
    Effect effect(List<String> columns, List<String> fields) throws Refusal {
        MailAddress address = address(columns, fields);
        mayBe(columns, fields);
        if (directory.domain(address.domain()).isEmpty()) {
            throw Refused.noDomain(address.domain());
        }
        Optional<String> plan = field(columns, fields, "plan").map(String::strip).filter(name -> !name.isEmpty());
        if (plan.isPresent() && Plans.named(directory, plan.get()).isEmpty()) {
            throw Refused.noPlan(plan.get());
        }
        limits(columns, fields, LimitSettings.INHERIT);
        String password = field(columns, fields, "password").orElse("");
        boolean there = directory.userSettings(address).isPresent();
        Resolution now = there ? new Resolution.Unknown() : lookups.resolve(address);
        if (now instanceof Resolution.GroupOf || now instanceof Resolution.Alias) {
            throw new Refusal(Kind.EXISTS, "address", Refused.text("address-taken", address.toString()));
        }
        if (password.isEmpty() ? !there : !password.startsWith("$") && (password.length() < 8 || password.length() > 256)) {
            throw new Refusal(Kind.INVALID, "password", Refused.text("csv-password"));
        }
        if (!seen.add(address.key())) {
            throw new Refusal(Kind.INVALID, "address", Refused.text("csv-twice", address.toString()));
        }
        if (seen.size() == BATCH) {
            seen.clear();
        }
        return there ? Effect.CHANGED : Effect.ADDED;
    }

    private static MailAddress address(List<String> columns, List<String> fields) throws Refusal {
        if (fields.size() != columns.size()) {
            throw new Refusal(Kind.INVALID, "file", Refused.text("csv-fields", fields.size(), columns.size()));
        }
        String text = field(columns, fields, "address").orElse("").strip();
        return MailAddress.tryParse(text).orElseThrow(() -> new Refusal(Kind.INVALID, "address", Refused.text("csv-address", text)));
    }

    private static LimitSettings limits(List<String> columns, List<String> fields, LimitSettings before) throws Refusal {
        Optional<String> quota = field(columns, fields, "quota").map(String::strip);
        if (quota.isEmpty()) {
            return before;
        }
        OptionalLong bytes = OptionalLong.empty();
        if (!quota.get().isEmpty()) {
            Matcher size = SIZE.matcher(quota.get().toUpperCase(Locale.ROOT));
            if (!size.matches()) {
                throw new Refusal(Kind.INVALID, "quota", Refused.text("csv-quota", quota.get()));
            }
            int power = " KMGT".indexOf(size.group(2).isEmpty() ? " " : size.group(2));
            bytes = OptionalLong.of(Long.parseLong(size.group(1)) * (1L << 10 * power));
        }
        return new LimitSettings(bytes, before.quotaMessages(), before.maxMessageBytes(), before.maxRecipients(),
                before.messagesPerHour());
    }

    private static Optional<String> field(List<String> columns, List<String> fields, String column) {
        int at = columns.indexOf(column);
        return at < 0 ? Optional.empty() : Optional.of(fields.get(at));
    }
}
