package org.sheng.service;

import java.time.Instant;
import java.util.Optional;

/**
 * Counters of a service since it was created; they never run backwards while it lives. Names follow applTable of RFC 2788.
 *
 * @param inboundAssociations now open, opened by others
 * @param outboundAssociations now open, opened by this service
 * @param accumulatedInboundAssociations all that were opened by others
 * @param accumulatedOutboundAssociations all that this service opened
 * @param rejectedInboundAssociations refused by a limit or a rule
 * @param failedOutboundAssociations attempts that did not lead to an association
 * @param lastInboundActivity when an association was last opened by another, or ended
 * @param lastOutboundActivity the same of its own
 */
public record ServiceCounters(int inboundAssociations, int outboundAssociations, long accumulatedInboundAssociations,
        long accumulatedOutboundAssociations, long rejectedInboundAssociations, long failedOutboundAssociations,
        Optional<Instant> lastInboundActivity, Optional<Instant> lastOutboundActivity) {

    /** Of a service that has no associations. */
    public static final ServiceCounters NONE = new ServiceCounters(0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
}
