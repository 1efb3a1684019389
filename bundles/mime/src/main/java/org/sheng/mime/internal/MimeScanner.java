package org.sheng.mime.internal;

import org.osgi.service.component.annotations.Component;
import org.sheng.mime.MessageScanner;
import org.sheng.mime.MessageSummary;

/** The scanner as a service. Any thread. */
@Component(service = MessageScanner.class)
public final class MimeScanner implements MessageScanner {

    @Override
    public Scan begin() {
        return new MessageScan();
    }

    @Override
    public byte[] encode(MessageSummary summary) {
        return SummaryEncoder.encode(summary);
    }

    @Override
    public MessageSummary decode(byte[] bytes) {
        return SummaryDecoder.decode(bytes);
    }
}
