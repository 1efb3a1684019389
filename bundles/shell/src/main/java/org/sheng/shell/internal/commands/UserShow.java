package org.sheng.shell.internal.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Directory;
import org.sheng.directory.User;
import org.sheng.store.MailStore;
import org.sheng.store.Usage;

/** Shows a user. */
@Service
@Command(scope = "sheng", name = "user-show", description =
        "Shows a user, the limits that hold, and what the mailbox uses")
public final class UserShow extends ShowCommand {
    @Argument(name = "address", description = "One of the user's addresses", required = true, multiValued = true)
    @Completion(UserCompleter.class)
    List<String> address;

    @Override
    void run() throws Exception {
        String address = one(this.address);
        User user = service(Directory.class, "The directory").user(address(address))
                .orElseThrow(() -> UserChange.missing(address));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("address", user.address());
        properties.put("addresses", user.addresses());
        properties.put("name", user.name());
        properties.put("account", user.id());
        properties.put("active", user.active());
        properties.put("plan", user.plan());
        LimitRows.add(properties, user.limits());
        Usage usage = service(MailStore.class, "The mail store").usage(user.id());
        properties.put("used", new Bytes(usage.bytes()));
        properties.put("messages", usage.messages());
        show(properties);
    }
}
