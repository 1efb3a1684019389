package org.sheng.shell.internal.commands;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.RegistryImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Karaf's own shell with all commands of this package in it, and services that a test gives. */
final class Shell implements AutoCloseable {
    private final Map<ServiceReference<?>, Object> services = new LinkedHashMap<>();
    private final Map<ServiceReference<?>, Class<?>> types = new LinkedHashMap<>();
    private final List<ServiceReference<?>> held = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    /** One for all: it is System.out that it takes over. */
    private static final ThreadIOImpl THREADS = new ThreadIOImpl();
    private final SessionFactoryImpl factory;
    private final Session session;

    static {
        THREADS.start();
    }

    Shell() {
        factory = new SessionFactoryImpl(THREADS);
        RegistryImpl dependencies = new RegistryImpl(null);
        dependencies.register(context());
        ManagerImpl manager = new ManagerImpl(dependencies, factory.getRegistry());
        commands().forEach(manager::register);
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        session = factory.create(new ByteArrayInputStream(new byte[0]), out, out);
        session.put(Session.SCOPE, "sheng:*");
    }

    <S> Shell with(Class<S> type, S service) {
        ServiceReference<?> reference = (ServiceReference<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (self, method, args) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == args[0];
                    default -> throw new UnsupportedOperationException(method.toString());
                });
        services.put(reference, service);
        types.put(reference, type);
        return this;
    }

    /** Where relative paths count from. */
    Shell in(Path directory) {
        session.put("sheng.cwd", directory.toString());
        return this;
    }

    /** What the command wrote. */
    String run(String command) throws Exception {
        output.reset();
        session.execute(command);
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Why the command failed. */
    String failure(String command) {
        output.reset();
        try {
            session.execute(command);
        } catch (CommandException e) {
            return e.getNiceHelp();
        } catch (Exception e) {
            return e.getMessage();
        }
        throw new AssertionError("did not fail: " + command + "\n" + output.toString(StandardCharsets.UTF_8));
    }

    List<String> complete(Completer completer, String begun) {
        List<String> candidates = new ArrayList<>();
        completer.complete(session, (CommandLine) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {CommandLine.class},
                (self, method, args) -> switch (method.getName()) {
                    case "getCursorArgument" -> begun;
                    case "getArgumentPosition", "getBufferPosition" -> begun.length();
                    case "getBuffer" -> begun;
                    case "getCursorArgumentIndex" -> 0;
                    default -> new String[] {begun};
                }), candidates);
        return candidates;
    }

    <C extends NameCompleter> C completer(C completer) {
        completer.context = context();
        return completer;
    }

    /** Services that commands took and did not give back. */
    List<ServiceReference<?>> held() {
        return held;
    }

    @Override
    public void close() {
        session.close();
        factory.stop();
    }

    /** All classes of the package that Karaf would find by their annotation. */
    static List<Class<?>> commands() {
        try {
            Path classes = Path.of(NodeCommand.class.getResource("NodeCommand.class").toURI()).getParent();
            try (Stream<Path> files = Files.list(classes)) {
                return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class")).sorted()
                        .<Class<?>>map(name -> load(name.replace(".class", "")))
                        .filter(type -> type.isAnnotationPresent(Service.class)).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(Shell.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (self, method, args) -> switch (method.getName()) {
                    case "getServiceReference" -> of((Class<?>) args[0]).stream().findFirst().orElse(null);
                    case "getServiceReferences" -> of((Class<?>) args[0]);
                    case "getService" -> {
                        held.add((ServiceReference<?>) args[0]);
                        yield services.get(args[0]);
                    }
                    case "ungetService" -> held.remove(args[0]);
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == args[0];
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private List<ServiceReference<?>> of(Class<?> type) {
        return types.entrySet().stream().filter(entry -> entry.getValue() == type)
                .<ServiceReference<?>>map(Map.Entry::getKey).toList();
    }
}
