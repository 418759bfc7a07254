package dev.ordersaga.outbox.messaging;

import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.outbox.RejectedMessageException;
import dev.ordersaga.outbox.deadletter.Lane;
import dev.ordersaga.outbox.deadletter.Letter;
import dev.ordersaga.outbox.deadletter.ReleasedLanes;
import dev.ordersaga.outbox.Inbox;

/**
 * Handles the letters of one lane in their order, as the listener would: first one in a transaction, then more and more at
 * once, and one by one again when that fails. Not thread-safe; any number of instances may be at the same lane, for each
 * transaction holds its lock.
 */
final class LaneReplay {

    private static final int MOST = 64;

    private final Lane lane;
    private final Receiver receiver;
    private final ReleasedLanes lanes;
    private final Inbox inbox;
    private List<Letter.Kept> letters = List.of();
    private int atOnce = 1;

    LaneReplay(Lane lane, Receiver receiver, ReleasedLanes lanes, Inbox inbox) {
        this.lane = lane;
        this.receiver = receiver;
        this.lanes = lanes;
        this.inbox = inbox;
    }

    /**
     * Handles the oldest letters; to be called in a transaction.
     *
     * @return whether there may be more; false as well if the lane does not go on any more
     * @throws RuntimeException if one cannot be handled
     */
    boolean next() {
        letters = List.of();
        if (!lanes.lock(lane)) {
            return false;
        }
        letters = lanes.oldest(lane, atOnce);
        handle(letters);
        lanes.handled(lane, letters);
        return !letters.isEmpty();
    }

    private void handle(List<Letter.Kept> kept) {
        var messages = new ArrayList<Delivery.Message<?>>(kept.size());
        for (var one : kept) {
            var message = message(one.letter());
            // A record that could not be read before may turn out to be a message that has come another time.
            if (message.inboxId().equals(one.letter().messageId())
                    || !inbox.register(lane.subscription(), List.of(message.inboxId())).isEmpty()) {
                messages.add(message);
            }
        }
        inbox.remember(lane.subscription(), kept.stream().map(one -> one.letter().messageId()).toList());
        SubscriptionListener.handle(receiver.subscription(), messages);
    }

    private Delivery.Message<?> message(Letter letter) {
        var delivery = receiver.reader().read(Records.of(letter.record()))
                .orElseThrow(() -> new RejectedMessageException("%s does not handle type %s of %s any more".formatted(
                        lane.subscription(), letter.type(), letter.record().topic())));
        return switch (delivery) {
            case Delivery.Message<?> message -> message;
            case Delivery.Malformed malformed -> throw malformed.cause();
        };
    }

    /** The last transaction has committed. @return how many it has handled */
    int committed() {
        atOnce = Math.min(2 * atOnce, MOST);
        return letters.size();
    }

    /** The last transaction has failed. @return how many letters may be to blame; none if they could not even be read */
    int failed() {
        atOnce = 1;
        return letters.size();
    }

    /** Gives up on the letter that is to blame; to be called in a transaction. */
    void giveUp(Exception failure) {
        var blamed = letters.getFirst();
        if (lanes.lock(lane) && lanes.oldest(lane, 1).stream().anyMatch(one -> one.id() == blamed.id())) {
            String cause = Cause.of(failure);
            lanes.failed(lane, blamed, cause);
            if (!blamed.parked()) {
                receiver.notices().append(lane.subscription(), Records.of(blamed.letter().record()), cause);
            }
        }
    }
}
