package org.sheng.shell.internal.commands;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Completes by names that a service knows; by none while the service is not there. */
abstract class NameCompleter implements Completer {
    static final int MOST = 200;

    @Reference
    BundleContext context;

    /** At most {@link #MOST} names, of those that begin with the prefix where they can be found so. */
    abstract List<String> names(String prefix);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        String argument = line.getCursorArgument();
        String prefix = argument == null ? "" : argument.substring(0,
                Math.max(0, Math.min(line.getArgumentPosition(), argument.length())));
        return new StringsCompleter(names(prefix)).complete(session, line, candidates);
    }

    final <S> List<String> ask(Class<S> type, Function<S, List<String>> question) {
        ServiceReference<S> reference = context.getServiceReference(type);
        if (reference == null) {
            return List.of();
        }
        try {
            return Optional.ofNullable(context.getService(reference)).map(question).orElse(List.of());
        } finally {
            context.ungetService(reference);
        }
    }
}
