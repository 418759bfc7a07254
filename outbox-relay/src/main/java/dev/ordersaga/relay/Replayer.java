package dev.ordersaga.relay;

import java.sql.SQLException;
import java.util.Optional;

import dev.ordersaga.relay.ReplayOrders.Order;
import dev.ordersaga.relay.outbox.PublishedRows;
import dev.ordersaga.relay.replay.Replay;
import dev.ordersaga.relay.replay.ReplayStatus;
import dev.ordersaga.relay.replay.ReplayStatus.State;
import dev.ordersaga.relay.sink.FencedException;
import dev.ordersaga.relay.sink.ReplaySink;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rows of a source once more, for as long as this relay is the one that publishes it: a thread, a database
 * connection and a sink of its own, so that neither notices the troubles of the other. The sink says how far a replay has
 * come, whoever began it; after an error all is opened again, and goes on from there.
 */
final class Replayer implements AutoCloseable {

    private static final long CLOSE_MILLIS = 500;

    private final Replays replays;
    private final ReplayOrders orders;
    private final Growing backOff;
    private final Thread thread;

    private @Nullable Replay replay;
    private volatile @Nullable PublishedRows published;
    /** Rows from there on have to stay. */
    private volatile @Nullable Long lowest;

    /** @param known what is to be gone on with */
    Replayer(Replays replays, Optional<Replay> known) {
        this.replays = replays;
        this.orders = new ReplayOrders(replays.source(), replays::notActive);
        this.backOff = replays.backOff();
        this.replay = known.orElse(null);
        this.lowest = known.map(Replay::next).orElse(null);
        this.thread = Thread.ofPlatform().daemon().name("replay-" + replays.source()).unstarted(this::run);
    }

    /** It is known how the source stands: which of its rows are published, and which wait. */
    void start() {
        thread.start();
    }

    void give(Order order) {
        orders.give(order);
    }

    @Nullable
    Long lowest() {
        return lowest;
    }

    private void run() {
        try {
            while (!orders.areClosed()) {
                if (replay == null && orders.begin() == null) {
                    orders.await();
                } else {
                    attempt();
                }
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            orders.fail(replays.notActive());
            replays.monitor().losesSight();
        }
    }

    private void attempt() throws InterruptedException {
        try (var rows = replays.connect(); var sink = replays.openSink()) {
            published = rows;
            find(sink);
            begin(sink, rows);
            resend(sink, rows);
        } catch (SQLException | RuntimeException | Error e) {
            retry(e);
        } finally {
            published = null;
        }
    }

    private void retry(Throwable error) throws InterruptedException {
        if (!orders.areClosed()) {
            var pause = error instanceof FencedException ? backOff.longest() : backOff.next();
            replays.monitor().failed(replay, error, pause);
            orders.await(pause, replay != null);
        }
    }

    /** What was committed last may not have been answered. */
    private void find(ReplaySink sink) {
        var found = sink.progress();
        if (found.isPresent() && replay != null) {
            replays.monitor().reached(replay, found.get());
        } else if (replay != null) {
            over(replays.monitor().ends(orders.endIsAsked() ? State.STOPPED : State.DONE, replay));
        }
        replay = found.orElse(null);
        lowest = found.map(Replay::next).orElse(null);
    }

    private void begin(ReplaySink sink, PublishedRows rows) throws SQLException {
        var order = orders.begin();
        if (order == null) {
            return;
        }
        try {
            replay = replay == null ? begin(order, sink, rows) : replay;
            orders.begun(replays.monitor().begins(replay));
        } catch (NotActiveException | ReplayRefusedException e) {
            orders.fail(e);
            lowest = null;
        }
    }

    private Replay begin(Order.Begin order, ReplaySink sink, PublishedRows rows) throws SQLException {
        var begun = replays.replay(order, sink, rows);
        lowest = begun.next(); // before anybody can rely on it
        sink.commit(begun);
        if (!replays.isOwner()) {
            sink.finish(); // the next owner has come too early to know of it
            throw replays.notActive();
        }
        return begun;
    }

    private void resend(ReplaySink sink, PublishedRows rows) throws SQLException {
        if (replay == null) {
            return;
        }
        var deviation = rows.deviation(replay.until());
        if (deviation.isPresent()) {
            sink.finish();
            over(replays.monitor().givesUp(replay, deviation.get().message()));
            return;
        }
        replays.monitor().goesOn(replay);
        var resending = new Resending(sink, rows);
        while (replay != null && !orders.areClosed()) {
            orders.look(true);
            step(replay, sink, resending);
            backOff.reset();
        }
    }

    private void step(Replay now, ReplaySink sink, Resending resending) throws SQLException {
        if (orders.endIsAsked()) {
            sink.finish();
            over(replays.monitor().ends(State.STOPPED, now));
            return;
        }
        var reached = resending.next(now, replays.waiting(now.after()));
        if (reached == null) {
            over(replays.monitor().ends(State.DONE, now));
        } else {
            replays.monitor().reached(now, reached);
            replay = reached;
            lowest = reached.next();
        }
    }

    private void over(ReplayStatus status) {
        orders.ended(status);
        replay = null;
        lowest = null;
    }

    /** Ends the transaction under way. Whoever waits for the source does not wait for a broker that does not answer. */
    @Override
    public void close() throws SQLException {
        replays.ended();
        orders.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
            var rows = published;
            if (rows != null) {
                rows.abort();
            }
        }
    }
}
