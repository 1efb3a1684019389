package org.sheng.shell.internal.commands;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;

/**
 * Options behind arguments. Karaf takes options in front of arguments alone and hands all that follows to the last
 * argument: here they are taken out of it. For that the last argument of every command has many values, and an option
 * is a String, a boolean or a list of Strings.
 */
final class LateOptions {
    private final NodeCommand command;

    private LateOptions(NodeCommand command) {
        this.command = command;
    }

    static void read(NodeCommand command) throws CommandFailure, IllegalAccessException {
        new LateOptions(command).read();
    }

    private void read() throws CommandFailure, IllegalAccessException {
        for (Field field : fields()) {
            Argument argument = field.getAnnotation(Argument.class);
            if (argument != null && argument.multiValued() && field.get(command) != null) {
                field.set(command, withoutOptions((List<?>) field.get(command)));
            }
        }
    }

    private List<String> withoutOptions(List<?> words) throws CommandFailure, IllegalAccessException {
        List<String> arguments = new ArrayList<>();
        Iterator<?> rest = words.iterator();
        while (rest.hasNext()) {
            String word = String.valueOf(rest.next());
            if (word.startsWith("--")) {
                set(word, rest);
            } else {
                arguments.add(word);
            }
        }
        return arguments;
    }

    private void set(String word, Iterator<?> rest) throws CommandFailure, IllegalAccessException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Field field = option(name);
        if (field.getType() == boolean.class) {
            field.setBoolean(command, equals < 0 || Flag.parse(name, word.substring(equals + 1)));
            return;
        }
        if (equals < 0 && !rest.hasNext()) {
            throw new CommandFailure("The option " + name + " lacks its value. `--help` shows the syntax.");
        }
        String value = equals < 0 ? String.valueOf(rest.next()) : word.substring(equals + 1);
        if (field.getType() == List.class) {
            List<Object> values = new ArrayList<>((List<?>) field.get(command));
            values.add(value);
            field.set(command, values);
        } else {
            field.set(command, value);
        }
    }

    private Field option(String name) throws CommandFailure {
        for (Field field : fields()) {
            Option option = field.getAnnotation(Option.class);
            if (option != null && option.name().equals(name)) {
                return field;
            }
        }
        throw new CommandFailure("There is no option " + name + ". `--help` shows those there are.");
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = command.getClass(); type != Object.class; type = type.getSuperclass()) {
            fields.addAll(List.of(type.getDeclaredFields()));
        }
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }
}
