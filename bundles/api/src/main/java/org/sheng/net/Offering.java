package org.sheng.net;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A protocol with its settings, as a bundle offers it to the line server.
 *
 * @param pid names the settings' file, see {@link org.sheng.config.Settings#watch}
 * @param settings the record of the settings
 * @param enabled whether the service starts with the node
 * @param spec name and ports under these settings; when they change, it listens anew
 * @param limits under these settings; asked for at each connection, so that they hold from the next one on
 * @param protocol the words for clients that are refused
 * @param engines the contracts that sessions work with: named to the administrator when one of them is not there
 */
public record Offering<T extends Record>(String pid, Class<T> settings, Predicate<T> enabled, Function<T,
        ServiceSpec> spec,
        Function<T, Limits> limits, Protocol protocol, List<Class<?>> engines) { }
