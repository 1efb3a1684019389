package org.sheng.events.internal;

import java.time.Duration;
import java.util.Locale;
import org.sheng.event.MailEvent;
import org.sheng.event.MailEvent.BounceQueued;
import org.sheng.event.MailEvent.ConnectionRefused;
import org.sheng.event.MailEvent.DirectoryChanged;
import org.sheng.event.MailEvent.LoginAccepted;
import org.sheng.event.MailEvent.LoginRefused;
import org.sheng.event.MailEvent.MessageDeferred;
import org.sheng.event.MailEvent.MessageDelivered;
import org.sheng.event.MailEvent.MessageExpanded;
import org.sheng.event.MailEvent.MessageFailed;
import org.sheng.event.MailEvent.MessageReceived;
import org.sheng.event.MailEvent.MessageRefused;
import org.sheng.event.MailEvent.MessageRelayed;
import org.sheng.event.MailEvent.NodeTrouble;
import org.sheng.event.MailEvent.QueueSteered;
import org.sheng.event.MailEvent.ServiceStateChanged;

/** An event as a line: the message's trace id first, then what happened, then what is known of it. */
final class EventLine {
    private EventLine() { }

    static String of(MailEvent event) {
        Fields line = new Fields();
        event.traceId().ifPresent(trace -> line.add("trace", trace));
        return describe(event, line.word(what(event))).toString();
    }

    /** One word; the log can be searched for it. */
    static String what(MailEvent event) {
        return switch (event.getClass().getSimpleName()) {
            case "MessageReceived" -> "received";
            case "MessageRefused" -> "refused";
            case "MessageDelivered" -> "delivered";
            case "MessageRelayed" -> "relayed";
            case "MessageDeferred" -> "deferred";
            case "MessageFailed" -> "failed";
            case "MessageExpanded" -> "expanded";
            case "BounceQueued" -> "bounce";
            case "QueueSteered" -> "steered";
            case "LoginAccepted" -> "login";
            case "LoginRefused" -> "login-refused";
            case "ConnectionRefused" -> "connection-refused";
            case "ServiceStateChanged" -> "service";
            case "DirectoryChanged" -> "directory";
            case "NodeTrouble" -> "trouble";
            default -> throw new IllegalArgumentException("an event without a word: " + event.getClass().getName());
        };
    }

    private static Fields describe(MailEvent event, Fields line) {
        if (event instanceof MessageReceived e) {
            e.user().ifPresent(user -> line.add("user", user));
            return line.add("service", e.service()).add("client", e.client()).path("from", e.sender())
                    .addresses("to", e.recipients())
                    .add("size", e.size()).addSome("message-id", e.messageId());
        }
        if (event instanceof MessageRefused e) {
            return line.add("service", e.service()).add("client", e.client()).path("from", e.sender())
                    .addresses("to", e.recipients())
                    .add("reply", e.reply());
        }
        if (event instanceof MessageDelivered e) {
            return line.add("to", e.recipient()).add("account", e.account()).add("mailbox", e.mailbox())
                    .add("uid", e.uid())
                    .add("size", e.size());
        }
        if (event instanceof MessageRelayed e) {
            return line.add("to", e.recipient()).add("host", e.host()).add("tls", e.tls()).add("size", e.size())
                    .add("reply", e.reply());
        }
        if (event instanceof MessageDeferred e) {
            return line.add("to", e.recipient()).addSome("host", e.host()).add("attempts", e.attempts())
                    .add("retry-in", text(e.retryIn()))
                    .add("reason", e.reason());
        }
        if (event instanceof MessageFailed e) {
            return line.add("to", e.recipient()).addSome("host", e.host()).add("status", e.status())
                    .add("reason", e.reason());
        }
        if (event instanceof MessageExpanded e) {
            return line.add("to", e.recipient()).add("by", e.by()).addresses("into", e.into());
        }
        if (event instanceof BounceQueued e) {
            return line.add("notice", e.kind()).add("as", e.bounceTrace()).add("to", e.to());
        }
        if (event instanceof QueueSteered e) {
            return line.add("action", e.action());
        }
        return ofNoMessage(event, line);
    }

    private static Fields ofNoMessage(MailEvent event, Fields line) {
        if (event instanceof LoginAccepted e) {
            return line.add("service", e.service()).add("client", e.client()).add("user", e.user())
                    .add("mechanism", e.mechanism());
        }
        if (event instanceof LoginRefused e) {
            return line.add("service", e.service()).add("client", e.client()).add("login", e.login())
                    .add("mechanism", e.mechanism())
                    .add("reason", e.reason());
        }
        if (event instanceof ConnectionRefused e) {
            return line.add("service", e.service()).add("client", e.client()).add("reason", e.reason());
        }
        if (event instanceof ServiceStateChanged e) {
            return line.add("name", e.service()).add("from", word(e.from())).add("to", word(e.to()))
                    .addSome("reason", e.reason());
        }
        if (event instanceof DirectoryChanged e) {
            return line.add("what", e.what()).add("name", e.name()).add("change", e.change());
        }
        if (event instanceof NodeTrouble e) {
            return line.add("part", e.part()).add("text", e.text());
        }
        throw new IllegalArgumentException("an event without a line: " + event.getClass().getName());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
