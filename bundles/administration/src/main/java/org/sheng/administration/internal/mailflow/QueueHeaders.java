package org.sheng.administration.internal.mailflow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;

/** Shows the header of a message that waits. */
@Component(service = Operation.class)
@Offered(name = "queue-headers", http = "GET /queue/{id}/headers", area = Area.MAIL_FLOW, access = Access.LOOK,
        text = "Shows the header fields of a message that waits, the first 64 KiB of them.")
public final class QueueHeaders implements Operation<QueueId, QueueHeaders.Out> {
    private static final int MOST = 64 * 1024;

    private final QueueAdmin queue;
    private final MailStore store;

    @Activate
    public QueueHeaders(@Reference QueueAdmin queue, @Reference MailStore store) {
        this.queue = queue;
        this.store = store;
    }

    /** The header. */
    public record Out(
            @Input("The fields, in their order.") List<Header> headers,
            @Input("False: there are more than are shown.") boolean complete) { }

    /** A header field (RFC 5322 §2.2). */
    public record Header(
            @Input("Its name.") String name,
            @Input("Its body, unfolded, not decoded.") String value) { }

    @Override
    public Out run(QueueId in, Call call) throws Refusal {
        QueueEntry entry = Steer.entry(queue, in.id());
        byte[] begin;
        try {
            begin = begin(entry);
        } catch (StoreException e) {
            Steer.entry(queue, in.id()); // it left the queue meanwhile
            throw e;
        }
        return headers(new String(begin, StandardCharsets.UTF_8), begin.length == entry.message().size());
    }

    private byte[] begin(QueueEntry entry) {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        while (begin.size() < MOST) {
            ByteBuffer some = store.read(entry.message().blob(), begin.size(), MOST - begin.size());
            if (!some.hasRemaining()) {
                break;
            }
            byte[] bytes = new byte[some.remaining()];
            some.get(bytes);
            begin.writeBytes(bytes);
        }
        return begin.toByteArray();
    }

    private static Out headers(String text, boolean whole) {
        List<Header> headers = new ArrayList<>();
        String[] lines = text.split("\r?\n", -1);
        int complete = whole ? lines.length : lines.length - 1; // the last line may be cut
        for (int i = 0; i < complete; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                return new Out(headers, true);
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t'; // RFC 5322 §2.2.3
            int colon = line.indexOf(':');
            if (folded && !headers.isEmpty()) {
                Header last = headers.remove(headers.size() - 1);
                headers.add(new Header(last.name(), (last.value() + line).strip()));
            } else if (colon > 0) {
                headers.add(new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
            }
        }
        return new Out(headers, whole);
    }
}
