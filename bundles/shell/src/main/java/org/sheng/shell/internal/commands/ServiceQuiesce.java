package org.sheng.shell.internal.commands;

import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.service.MailService;

/** Stops services gently: no new work, what is begun may end. */
@Service
@Command(scope = "sheng", name = "service-quiesce",
        description = "Stops services gently: no new work, what is begun may end")
public final class ServiceQuiesce extends ServiceAction {
    @Override
    CompletionStage<Void> act(MailService service) {
        return service.quiesce();
    }
}
