package org.sheng.lmtp.internal;

import static org.sheng.smtp.session.Phase.ANY;
import static org.sheng.smtp.session.Phase.GREETED;
import static org.sheng.smtp.session.Phase.RECIPIENTS;
import static org.sheng.smtp.session.Phase.SENDER;
import static org.sheng.smtp.session.Verb.verb;

import java.util.EnumSet;
import java.util.List;
import org.sheng.smtp.command.Data;
import org.sheng.smtp.command.Help;
import org.sheng.smtp.command.Lhlo;
import org.sheng.smtp.command.Mail;
import org.sheng.smtp.command.Noop;
import org.sheng.smtp.command.Quit;
import org.sheng.smtp.command.Rcpt;
import org.sheng.smtp.command.Rset;
import org.sheng.smtp.command.StartTls;
import org.sheng.smtp.command.Vrfy;
import org.sheng.smtp.parse.HelloName;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.parse.RcptTo;
import org.sheng.smtp.session.Dialect;

/** The protocol on one screen (RFC 2033). EHLO and HELO are not in it (§4.1). */
final class Lmtp {
    static final Dialect DIALECT = Dialect.of("LMTP", "LHLO", true, List.of(
            //   name        when allowed                     syntax                    effect
            verb("LHLO",     ANY,                             HelloName::parse,         new Lhlo()),
            verb("STARTTLS", EnumSet.of(GREETED),             NoArgument::required,     new StartTls()),
            verb("MAIL",     EnumSet.of(GREETED),             MailFrom::parse,          new Mail()),
            verb("RCPT",     EnumSet.of(SENDER, RECIPIENTS),  RcptTo::parse,            new Rcpt()),
            verb("DATA",     EnumSet.of(SENDER, RECIPIENTS),  NoArgument::required,     new Data()),
            verb("RSET",     ANY,                             NoArgument::required,     new Rset()),
            verb("NOOP",     ANY,                             NoArgument::ignored,      new Noop()),
            verb("VRFY",     ANY,                             NoArgument::ignored,      new Vrfy()),
            verb("HELP",     ANY,                             NoArgument::ignored,      new Help()),
            verb("QUIT",     ANY,                             NoArgument::required,     new Quit())));

    private Lmtp() { }
}
