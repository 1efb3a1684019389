package org.sheng.shell.internal.commands;

import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.service.MailService;

/** Stops services at once; connections are told and closed. */
@Service
@Command(scope = "sheng", name = "service-stop", description =
        "Stops services at once; connections are told and closed")
public final class ServiceStop extends ServiceAction {
    @Override
    CompletionStage<Void> act(MailService service) {
        return service.stop();
    }
}
