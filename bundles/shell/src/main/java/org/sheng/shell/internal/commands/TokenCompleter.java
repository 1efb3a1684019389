package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;

/** Ids of tokens. */
@Service
public final class TokenCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(Administrators.class, all -> all.tokens("").stream().map(Administrators.Token::id).limit(MOST).toList());
    }
}
