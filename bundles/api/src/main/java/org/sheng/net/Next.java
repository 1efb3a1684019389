package org.sheng.net;

import java.util.concurrent.CompletionStage;

/** What the engine does after a session's step. */
public sealed interface Next {

    /** Wait for more bytes; what is unread stays. */
    Next MORE = Step.MORE;
    /** A step was done; go on with what is unread. */
    Next AGAIN = Step.AGAIN;
    /** Send what was written, then close. */
    Next CLOSE = Step.CLOSE;
    /** Send what was written, throw unread bytes away, begin TLS, then call {@link Session#secured}. */
    Next STARTTLS = Step.STARTTLS;

    /** Go on when the stage is complete, as it says. A stage that fails is a defect: logged, connection closed. */
    static Next after(CompletionStage<? extends Next> stage) {
        return new After(stage);
    }

    enum Step implements Next { MORE, AGAIN, CLOSE, STARTTLS }

    record After(CompletionStage<? extends Next> stage) implements Next { }
}
