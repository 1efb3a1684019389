package org.sheng.smtp.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.sheng.mime.MessageScanner;
import org.sheng.mime.MessageSummary;

/** Counts what it is shown. */
public final class FakeScanner implements MessageScanner {
    public final AtomicLong seen = new AtomicLong();

    @Override
    public Scan begin() {
        return new Scan() {
            private boolean nul;

            @Override
            public void update(ByteBuffer bytes) {
                seen.addAndGet(bytes.remaining());
                for (int at = bytes.position(); at < bytes.limit(); at++) {
                    nul |= bytes.get(at) == 0;
                }
            }

            @Override
            public boolean hasNul() {
                return nul;
            }

            @Override
            public MessageSummary finish() {
                MessageSummary.Envelope envelope = new MessageSummary.Envelope(Optional.empty(), Optional.empty(), List.of(),
                        List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.of("<id@test>"));
                return new MessageSummary(0, envelope, new MessageSummary.Part(0, 0, 0, 0, "text", "plain", List.of(), "", "", "7BIT", "", "",
                        List.of(), List.of(), "", List.of(), Optional.empty()), List.of());
            }
        };
    }

    @Override
    public byte[] encode(MessageSummary summary) {
        return new byte[] {1};
    }

    @Override
    public MessageSummary decode(byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
