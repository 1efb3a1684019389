package org.sheng.web.internal;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening socket: lets in whom {@link Associations} takes, and closes the others before any work is done for
 * them.
 */
final class HttpsConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(HttpsConnector.class);

    private final Associations associations;

    HttpsConnector(Server server, Associations associations, ConnectionFactory... protocols) {
        super(server, null, null, null, 1, 1, protocols);
        this.associations = associations;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new Doorkeeper(executor, scheduler, selectors);
    }

    private final class Doorkeeper extends ServerConnectorManager {

        Doorkeeper(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        public void accept(SelectableChannel channel, Object attachment) {
            // the system may hand out one more while the port is being closed
            if (!isShutdown() && associations.enter((SocketChannel) channel)) {
                super.accept(channel, attachment);
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("A refused connection did not close", e);
            }
        }

        @Override
        protected void onAcceptFailed(SelectableChannel channel, Throwable cause) {
            associations.leave(channel);
            super.onAcceptFailed(channel, cause);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            associations.leave(Associations.channelOf(endPoint));
            super.endPointClosed(endPoint);
        }
    }
}
