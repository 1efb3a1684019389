package org.sheng.shell.internal.commands;

import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.service.MailService;

/** Starts services. */
@Service
@Command(scope = "sheng", name = "service-start", description = "Starts services")
public final class ServiceStart extends ServiceAction {
    @Override
    CompletionStage<Void> act(MailService service) {
        return service.start();
    }
}
