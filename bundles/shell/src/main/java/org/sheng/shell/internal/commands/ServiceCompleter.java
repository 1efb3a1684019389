package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.service.MailService;

/** Names of services. */
@Service
public final class ServiceCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return MailServices.in(context, services -> services.stream().map(MailService::name).toList());
    }
}
