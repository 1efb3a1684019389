package org.sheng.pipeline.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sheng.directory.Directory;
import org.sheng.directory.Group;
import org.sheng.directory.Resolution;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Recipient;
import org.sheng.store.Mailbox;

/** Leads each recipient through aliases, groups and catch-alls to mailboxes here and addresses elsewhere. Each address is looked at once in a message. */
final class Expand implements Step {
    private static final int DEEPEST = 10;
    private static final int TOLD = 100;
    private static final Place.Refused LOOP = new Place.Refused("5.4.6", "the address leads back to itself");
    private static final Place.Refused TOO_DEEP = new Place.Refused("5.4.6", "aliases lead to aliases more than " + DEEPEST
            + " times");
    private static final Place.Refused UNKNOWN = new Place.Refused("5.1.1", "no such address here");
    private static final Place.Refused MAY_NOT_WRITE = new Place.Refused("5.7.1", "the sender may not write to this group");

    private final Directory directory;

    Expand(Directory directory) {
        this.directory = directory;
    }

    @Override
    public void decide(Passage passage) {
        Walk walk = new Walk(passage);
        List<Recipient> roots = passage.message().recipients();
        for (int root = 0; root < roots.size(); root++) {
            walk.root(roots.get(root), root);
        }
        passage.branches(walk.branches);
    }

    /** One message's walk through the directory. */
    private final class Walk {
        private final Passage passage;
        private final List<Branch> branches = new ArrayList<>();
        /** Where an address led; {@link #LOOP} while it is looked at. */
        private final Map<String, Place> seen = new HashMap<>();

        Walk(Passage passage) {
            this.passage = passage;
        }

        void root(Recipient recipient, int root) {
            int before = branches.size();
            Place place = walk(recipient, root, 0);
            boolean told = branches.subList(before, branches.size()).stream()
                    .anyMatch(branch -> branch.place().taken() == place.taken());
            if (!told) {
                branches.add(new Branch(recipient, root, place.taken() ? new Place.Duplicate() : place));
            }
        }

        /** Adds a branch for each end that is reached for the first time. */
        private Place walk(Recipient recipient, int root, int depth) {
            String key = recipient.address().key();
            Place known = seen.get(key);
            if (known != null) {
                return known.taken() ? new Place.Duplicate() : known;
            }
            seen.put(key, LOOP);
            Place place = depth > DEEPEST ? end(recipient, root, TOO_DEEP) : resolve(recipient, root, depth);
            seen.put(key, place);
            return place;
        }

        private Place resolve(Recipient recipient, int root, int depth) {
            Resolution resolution = directory.resolve(recipient.address());
            if (resolution instanceof Resolution.Mailbox mailbox) {
                String name = mailbox.detail().isEmpty() ? Mailbox.INBOX : mailbox.detail();
                return end(recipient, root, new Place.Mailbox(mailbox.user(), name));
            }
            if (resolution instanceof Resolution.Alias alias) {
                return spread(recipient, root, depth, "alias", alias.targets());
            }
            if (resolution instanceof Resolution.GroupOf group) {
                return mayWrite(group.group()) ? spread(recipient, root, depth, "group", group.group().members())
                        : end(recipient, root, MAY_NOT_WRITE);
            }
            if (resolution instanceof Resolution.CatchAll catchAll) {
                return spread(recipient, root, depth, "catch-all", List.of(catchAll.target()));
            }
            return end(recipient, root, resolution instanceof Resolution.NotLocal ? new Place.Elsewhere() : UNKNOWN);
        }

        private Place end(Recipient recipient, int root, Place place) {
            branches.add(new Branch(recipient, root, place));
            return place;
        }

        private Place spread(Recipient recipient, int root, int depth, String by, List<MailAddress> into) {
            passage.decided(new MailEvent.MessageExpanded(passage.message().trace(), recipient.address(), by,
                    into.size() <= TOLD ? into : into.subList(0, TOLD)));
            Place best = LOOP;
            for (MailAddress target : into) {
                Place place = walk(new Recipient(target, recipient.original(), recipient.notices()), root, depth + 1);
                best = best.taken() ? best : place;
            }
            return best;
        }

        private boolean mayWrite(Group group) {
            Optional<MailAddress> sender = passage.message().sender();
            return switch (group.writers()) {
                case ANYONE -> true;
                case DOMAIN -> sender.filter(from -> from.domain().equals(group.address().domain())).isPresent();
                case MEMBERS -> sender.filter(group.members()::contains).isPresent();
            };
        }
    }
}
