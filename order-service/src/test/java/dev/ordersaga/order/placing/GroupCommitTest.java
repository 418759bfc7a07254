package dev.ordersaga.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<List<Integer>> begun = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final GroupCommit<Integer, Integer> groups = new GroupCommit<>(3, LONG, clients, this::tenfold);

    @AfterEach
    void noneIsLeft() {
        mayEnd.release(Integer.MAX_VALUE / 2);
        clients.close();
    }

    @Test
    void thoseWhoComeMeanwhileShareTheNextOneInTheirOrder() throws Exception {
        var first = ask(1);
        assertThat(begun.take()).containsExactly(1);
        var others = asked(2, 3, 4, 5);
        mayEnd.release();
        assertThat(first.get()).contains(10);
        assertThat(begun.take()).as("as many as may share one").containsExactly(2, 3, 4);
        mayEnd.release();
        assertThat(begun.take()).containsExactly(5);
        mayEnd.release();
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).get()).contains(20 + 10 * i);
        }
    }

    @Test
    void whatATransactionThrowsIsForThoseWhoShareItAndForNobodyElse() throws Exception {
        var first = ask(1);
        begun.take();
        var others = asked(-2, 3, 4, 5);
        mayEnd.release(3);
        assertThat(first.get()).contains(10);
        for (var one : others.subList(0, 3)) {
            assertThatThrownBy(one::get).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(others.get(3).get()).contains(50);
    }

    @Test
    void theThrownIsSeenAsItIs() {
        mayEnd.release();
        assertThatThrownBy(() -> groups.commit(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoeverFindsATransactionStuckIsHandledAlone() throws Exception {
        var impatient = new GroupCommit<>(3, Duration.ofMillis(50), clients, this::tenfold);
        var stuck = clients.submit(() -> impatient.commit(1));
        begun.take();
        assertThat(impatient.commit(2)).isEmpty();
        mayEnd.release();
        assertThat(stuck.get()).as("has begun, and is waited for").contains(10);
        mayEnd.release();
        assertThat(impatient.commit(3)).contains(30);
        assertThat(begun).as("2 has not been handled").containsExactly(List.of(3));
    }

    @Test
    void everyoneIsHandledOnceHoweverManyComeAtOnce() throws Exception {
        var handled = new AtomicInteger();
        var atOnce = new AtomicInteger();
        var wrong = new CopyOnWriteArrayList<String>();
        var busy = new GroupCommit<Integer, Integer>(7, LONG, clients, requests -> {
            if (atOnce.incrementAndGet() != 1) {
                wrong.add("two transactions at once");
            }
            handled.addAndGet(requests.size());
            atOnce.decrementAndGet();
            return requests.stream().map(Optional::of).toList();
        });
        var all = new CountDownLatch(1);
        var running = new ArrayList<Future<?>>();
        for (int client = 0; client < 32; client++) {
            int from = 1_000 * client;
            running.add(clients.submit(() -> {
                all.await();
                for (int request = from; request < from + 1_000; request++) {
                    if (!busy.commit(request).equals(Optional.of(request))) {
                        wrong.add("the answer to " + request);
                    }
                }
                return null;
            }));
        }
        all.countDown();
        for (var one : running) {
            one.get();
        }
        assertThat(wrong).isEmpty();
        assertThat(handled).hasValue(32_000);
    }

    private List<Optional<Integer>> tenfold(List<Integer> requests) {
        begun.add(requests);
        mayEnd.acquireUninterruptibly();
        if (requests.stream().anyMatch(request -> request < 0)) {
            throw new IllegalArgumentException();
        }
        return requests.stream().map(request -> Optional.of(10 * request)).toList();
    }

    private Future<Optional<Integer>> ask(int request) {
        Callable<Optional<Integer>> asking = () -> groups.commit(request);
        return clients.submit(asking);
    }

    /** One after the other is waiting. */
    private List<Future<Optional<Integer>>> asked(int... requests) {
        var answers = new ArrayList<Future<Optional<Integer>>>();
        for (int request : requests) {
            answers.add(ask(request));
            await().until(() -> groups.waiting() == answers.size());
        }
        return answers;
    }
}
