package org.sheng.net.internal;

import java.util.List;
import java.util.function.Consumer;
import org.sheng.config.Settings;
import org.sheng.net.Limits;
import org.sheng.net.Offering;
import org.sheng.net.Protocol;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;

/** Settings that a test changes. */
final class ChangingSettings implements Settings {
    private volatile Values values;
    private volatile Consumer<Values> changed = now -> { };

    record Values(boolean enabled, int port) { }

    ChangingSettings(Values values) {
        this.values = values;
    }

    static Offering<Values> offering(Protocol protocol, Limits limits, Class<?>... engines) {
        return new Offering<>("moving", Values.class, Values::enabled, now -> new ServiceSpec("moving", "",
                MailService.Kind.ACCESS,
                List.of(new Port(now.port(), Security.PLAIN))), now -> limits, protocol, List.of(engines));
    }

    void change(Values now) {
        values = now;
        changed.accept(now);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Record> Watch<T> watch(String pid, Class<T> type, Consumer<T> listener) {
        changed = (Consumer<Values>) listener;
        return new Watch<>() {
            @Override
            public T values() {
                return type.cast(values);
            }

            @Override
            public void close() {
                changed = now -> { };
            }
        };
    }
}
