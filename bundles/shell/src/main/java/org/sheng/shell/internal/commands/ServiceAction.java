package org.sheng.shell.internal.commands;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.sheng.service.MailService;

/** A command that brings services into a state, and waits until they are in it. */
abstract class ServiceAction extends NodeCommand {

    @Argument(name = "names", description = "Names of services, from service-list", required = true, multiValued = true)
    @Completion(ServiceCompleter.class)
    List<String> names;

    @Option(name = "--wait", description = "Seconds to wait for each")
    String wait = "60";

    abstract CompletionStage<Void> act(MailService service);

    @Override
    final void run() throws Exception {
        long seconds = number("--wait", wait, 0, 86_400);
        MailServices.<Void, Exception>in(context, services -> {
            List<MailService> named = named(services);
            for (MailService service : named) {
                finish(service, seconds);
            }
            return null;
        });
    }

    private List<MailService> named(List<MailService> services) throws CommandFailure {
        for (String name : names) {
            if (services.stream().noneMatch(service -> service.name().equals(name))) {
                throw new CommandFailure("There is no service " + name + ". There are: "
                        + services.stream().map(MailService::name).collect(Collectors.joining(", "))
                        + ". Nothing was changed.");
            }
        }
        return services.stream().filter(service -> names.contains(service.name())).toList();
    }

    private void finish(MailService service, long seconds) throws CommandFailure, InterruptedException {
        try {
            act(service).toCompletableFuture().get(seconds, TimeUnit.SECONDS);
            out().println(service.name() + " is " + Cell.word(service.state()) + ".");
        } catch (TimeoutException e) {
            throw new CommandFailure(service.name() + " is still " + Cell.word(service.state()) + " after " + seconds
                    + " seconds; it goes on. `sheng:service-list` shows when it is done.");
        } catch (ExecutionException e) {
            throw new CommandFailure(service.name() + " is " + Cell.word(service.state()) + ": " + e.getCause()
                    .getMessage());
        }
    }
}
