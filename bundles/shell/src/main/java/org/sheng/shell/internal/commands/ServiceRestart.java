package org.sheng.shell.internal.commands;

import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.service.MailService;

/** Stops services and starts them again. */
@Service
@Command(scope = "sheng", name = "service-restart", description = "Stops services and starts them again")
public final class ServiceRestart extends ServiceAction {
    @Override
    CompletionStage<Void> act(MailService service) {
        return service.stop().thenCompose(stopped -> service.start());
    }
}
