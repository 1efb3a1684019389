package org.sheng.smtp.internal;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sheng.queue.MailQueue;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.smtp.session.Reply;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter.FinishedBlob;

/** Where accepted messages go: into the queue, message and entry in one commit. */
record Spool(MailQueue queue) {

    CompletionStage<List<Reply>> accept(FinishedBlob blob, Submission message) {
        Batch batch = new Batch().blob(blob);
        queue.add(batch, Route.INCOMING, message);
        return queue.commit(batch).thenApply(done -> List.of(new Reply(250, "2.0.0", "ok, kept as " + message.trace())));
    }
}
