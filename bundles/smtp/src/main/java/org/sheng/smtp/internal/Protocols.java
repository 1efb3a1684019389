package org.sheng.smtp.internal;

import static org.sheng.smtp.session.Phase.ANY;
import static org.sheng.smtp.session.Phase.BEHIND_HELLO;
import static org.sheng.smtp.session.Phase.GREETED;
import static org.sheng.smtp.session.Phase.RECIPIENTS;
import static org.sheng.smtp.session.Phase.SENDER;
import static org.sheng.smtp.session.Verb.verb;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.sheng.smtp.command.Auth;
import org.sheng.smtp.command.Data;
import org.sheng.smtp.command.Ehlo;
import org.sheng.smtp.command.Helo;
import org.sheng.smtp.command.Help;
import org.sheng.smtp.command.Mail;
import org.sheng.smtp.command.Noop;
import org.sheng.smtp.command.Quit;
import org.sheng.smtp.command.Rcpt;
import org.sheng.smtp.command.Rset;
import org.sheng.smtp.command.StartTls;
import org.sheng.smtp.command.Vrfy;
import org.sheng.smtp.parse.AuthStart;
import org.sheng.smtp.parse.HelloName;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.parse.RcptTo;
import org.sheng.smtp.session.Dialect;
import org.sheng.smtp.session.Verb;

/** The two protocols, each on one screen. */
final class Protocols {

    private static final List<Verb<?>> COMMON = List.of(
            //   name        when allowed                     syntax                    effect
            verb("EHLO",     ANY,                             HelloName::parse,         new Ehlo()),
            verb("HELO",     ANY,                             HelloName::parse,         new Helo()),
            verb("STARTTLS", EnumSet.of(GREETED),             NoArgument::required,     new StartTls()),
            verb("MAIL",     EnumSet.of(GREETED),             MailFrom::parse,          new Mail()),
            verb("RCPT",     EnumSet.of(SENDER, RECIPIENTS),  RcptTo::parse,            new Rcpt()),
            verb("DATA",     EnumSet.of(SENDER, RECIPIENTS),  NoArgument::required,     new Data()),
            verb("RSET",     ANY,                             NoArgument::required,     new Rset()),
            verb("NOOP",     ANY,                             NoArgument::ignored,      new Noop()),
            verb("VRFY",     ANY,                             NoArgument::ignored,      new Vrfy()),
            verb("HELP",     ANY,                             NoArgument::ignored,      new Help()),
            verb("QUIT",     ANY,                             NoArgument::required,     new Quit()));

    private static final Verb<?> AUTH = verb("AUTH", BEHIND_HELLO, AuthStart::parse, new Auth());

    /** RFC 5321, between hosts. */
    static final Dialect SMTP = Dialect.of("ESMTP", "EHLO", false, COMMON);

    /** RFC 6409, from users. */
    static final Dialect SUBMISSION = Dialect.of("ESMTP", "EHLO", false, with(AUTH));

    private Protocols() { }

    private static List<Verb<?>> with(Verb<?> verb) {
        List<Verb<?>> table = new ArrayList<>(COMMON);
        table.add(verb);
        return table;
    }
}
