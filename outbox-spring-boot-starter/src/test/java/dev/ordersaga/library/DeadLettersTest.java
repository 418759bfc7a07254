package dev.ordersaga.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.outbox.deadletter.DeadLetterOffice;
import dev.ordersaga.outbox.deadletter.LetterArchive;
import dev.ordersaga.outbox.deadletter.LetterArchive.Filter;
import dev.ordersaga.outbox.deadletter.LetterRefusedException;
import dev.ordersaga.outbox.deadletter.LetterState;
import dev.ordersaga.outbox.deadletter.LetterView;
import dev.ordersaga.outbox.deadletter.OpenLetters;
import dev.ordersaga.outbox.deadletter.UnknownLetterException;
import dev.ordersaga.outbox.messaging.SubscriptionContainers;
import dev.ordersaga.testing.Infrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of messages that cannot be handled, and of those behind them, on the real database and broker. */
@SpringBootTest
@Import(Infrastructure.class)
class DeadLettersTest {

    @Autowired
    Shelves shelves;
    @Autowired
    JdbcTemplate jdbc;
    @Autowired
    LetterArchive archive;
    @Autowired
    DeadLetterOffice office;
    @Autowired
    SubscriptionContainers subscriptions;
    @Autowired
    OpenLetters open;
    @Autowired
    MeterRegistry meters;

    private Desk desk;
    private final String isbn = "isbn-" + UUID.randomUUID();

    @BeforeEach
    void openDesk() {
        desk = new Desk(Infrastructure.kafka().bootstrapServers());
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    void whatComesAfterAPoisonMessageOfItsKeyWaitsForItAndIsReplayedAfterItInOrderOnce() throws Exception {
        var ids = new ArrayList<UUID>();
        for (String member : List.of("ann", "rejected", "bob", "cyd")) {
            ids.add(returned(member));
        }
        desk.flush();
        awaitLetters(3);
        ids.add(returned("dan"));
        desk.flush();
        var letters = awaitLetters(4);

        assertThat(members()).containsExactly("ann");
        assertThat(letters).extracting(LetterView::state).containsExactly(LetterState.PARKED, LetterState.WAITING,
                LetterState.WAITING, LetterState.WAITING);
        assertThat(letters.getFirst().cause()).isEqualTo("RejectedMessageException: no such member");
        assertThat(letters.getFirst().waiting()).isEqualTo(3);

        shelves.cure(isbn);
        office.replay(letters.getFirst().id());
        ids.add(returned("eve"));
        desk.flush();
        await().until(() -> members().size() == 6);
        List<String> members = List.of("ann", "rejected", "bob", "cyd", "dan", "eve");
        for (int i = 0; i < ids.size(); i++) { // once more, all of them
            desk.bookReturned(ids.get(i), isbn, members.get(i));
        }
        desk.bookReturned(UUID.randomUUID(), isbn + "-last", "ann").flush();
        await().until(() -> shelved(isbn + "-last") == 1);

        assertThat(members()).isEqualTo(members);
        assertThat(letters()).isEmpty();
        assertThat(notices()).isOne();
    }

    @Test
    void onePoisonKeyHoldsUpNoneOfAThousand() throws Exception {
        int keys = 1_000;
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < keys; key++) {
                desk.bookReturned(UUID.randomUUID(), isbn + "-" + key, key == 500 ? "rejected" : "member-" + round);
            }
        }
        desk.flush();

        await().until(() -> jdbc.queryForObject(
                "select count(*) from shelved where isbn like ?", Integer.class, isbn + "-%") == 3 * (keys - 1));
        assertThat(archive.list(new Filter(null, null, isbn + "-500"), 0, 10)).extracting(LetterView::state)
                .containsExactly(LetterState.PARKED, LetterState.WAITING, LetterState.WAITING);
        assertThat(jdbc.queryForObject("select count(distinct record_key) from dead_letter where position(? in "
                + "convert_from(record_key, 'UTF8')) = 1", Integer.class, isbn)).isOne();
    }

    @Test
    void aReplayThatFailsAgainSaysWhyAndNothingOvertakes() throws Exception {
        returned("rejected");
        returned("bob");
        desk.flush();
        long poison = awaitLetters(2).getFirst().id();

        assertThat(office.replay(poison)).isZero();
        await().until(() -> letters().getFirst().attempts() == 1);
        assertThat(office.replay(poison)).isOne();
        await().until(() -> letters().getFirst().attempts() == 2);

        assertThat(letters()).extracting(LetterView::state).containsExactly(LetterState.PARKED, LetterState.WAITING);
        assertThat(members()).isEmpty();
        assertThat(notices()).as("one notice, however often it fails").isOne();
    }

    /** Nobody would replay anything any more if that ended the thread. */
    @Test
    void aReplayThatEndsWithAnErrorIsOneThatFailsAndTheNextOneWorks() throws Exception {
        returned("endless");
        returned("bob");
        desk.flush();
        long poison = awaitLetters(2).getFirst().id();
        office.replay(poison);
        await().until(() -> letters().getFirst().attempts() == 1);
        assertThat(letters().getFirst().cause()).contains("StackOverflowError");

        shelves.cure(isbn);
        office.replay(poison);
        await().until(() -> members().equals(List.of("endless", "bob")));
    }

    @Test
    void whatFailsAfterHavingWaitedIsParkedInItsTurn() throws Exception {
        returned("rejected");
        returned("bob");
        returned("defect");
        returned("cyd");
        desk.flush();
        long poison = awaitLetters(4).getFirst().id();
        assertThatThrownBy(() -> office.replay(letters().get(1).id())).isInstanceOf(LetterRefusedException.class)
                .hasMessageContaining("waits behind letter " + poison);

        office.discard(poison, "no such member, and never will be");
        await().until(() -> letters().getFirst().cause() != null && letters().size() == 2);

        assertThat(members()).containsExactly("bob");
        assertThat(letters().getFirst().cause()).contains("IllegalStateException: a defect");
        assertThat(notices()).isEqualTo(2);
        assertThat(archive.find(poison)).hasValueSatisfying(whole -> {
            assertThat(whole.letter().state()).isEqualTo(LetterState.DISCARDED);
            assertThat(whole.letter().reason()).isEqualTo("no such member, and never will be");
        });
        assertThatThrownBy(() -> office.replay(poison)).isInstanceOf(LetterRefusedException.class)
                .hasMessageContaining("was discarded");
        assertThatThrownBy(() -> office.discard(-1, "none")).isInstanceOf(UnknownLetterException.class);
    }

    @Test
    void oneThatWaitsCanBeDiscardedAndTheOthersGoOnWaiting() throws Exception {
        returned("rejected");
        returned("bob");
        returned("cyd");
        desk.flush();
        var letters = awaitLetters(3);
        office.discard(letters.get(1).id(), "came by mistake");
        shelves.cure(isbn);
        assertThat(members()).isEmpty();
        assertThat(office.replayAll("library-shelves", isbn)).isOne();

        await().until(() -> letters().isEmpty());
        assertThat(members()).containsExactly("rejected", "cyd");
    }

    @Test
    void aRecordThatIsNoMessageIsKeptByteForByteAndHoldsUpItsKey() throws Exception {
        var hostile = new ProducerRecord<>("desk-events", 0, isbn.getBytes(UTF_8), new byte[]{0, -1, 7});
        hostile.headers().add("ce_type", new byte[]{(byte) 0xff, 0});
        hostile.headers().add("twice", "a".getBytes(UTF_8)).add("twice", null);
        desk.send(hostile);
        returned("bob");
        desk.flush();
        var letters = awaitLetters(2);

        var whole = archive.find(letters.getFirst().id()).orElseThrow();
        assertThat(whole.payload()).isEqualTo(new LetterView.Content("base64", "AP8H"));
        assertThat(whole.letter().key()).isEqualTo(new LetterView.Content("text", isbn));
        assertThat(whole.headers()).extracting(LetterView.Header::name).extracting(LetterView.Content::value)
                .containsExactly("ce_type", "twice", "twice");
        assertThat(whole.headers()).extracting(LetterView.Header::value).containsExactly(
                new LetterView.Content("base64", "/wA="), new LetterView.Content("text", "a"), null);
        assertThat(members()).isEmpty();
        office.discard(letters.getFirst().id(), "nobody can read that");
        await().until(() -> members().equals(List.of("bob")));
    }

    /** Its pauses between attempts were over for ever after a stop: every attempt was the first one. */
    @Test
    void aMessageIsParkedAsWellAfterTheSubscriptionsWereStoppedAndStarted() throws Exception {
        subscriptions.stop();
        subscriptions.start();
        returned("defect");
        desk.flush();

        assertThat(awaitLetters(1).getFirst().cause()).contains("a defect");
    }

    @Test
    void whatIsOpenIsCounted() throws Exception {
        returned("rejected");
        returned("bob");
        desk.flush();
        awaitLetters(2);

        assertThat(archive.counts()).singleElement().satisfies(count -> {
            assertThat(count.subscription()).isEqualTo("library-shelves");
            assertThat(count.parked()).isPositive();
            assertThat(count.waiting()).isPositive();
            assertThat(count.ageSeconds()).isNotNegative();
        });
        open.look();
        assertThat(open.health().getStatus()).as("a load balancer must not take it away").isEqualTo(Status.UP);
        assertThat(open.health().getDetails()).containsKey("library-shelves");
        assertThat(meters.get("ordersaga.dead.letters").tag("state", "waiting").gauge().value()).isPositive();
        assertThat(meters.get("ordersaga.dead.letters").tag("state", "parked").gauge().value()).isPositive();
        assertThat(meters.get("ordersaga.dead.letters.oldest").timeGauge().value(SECONDS)).isNotNegative();
    }

    private UUID returned(String member) {
        var id = UUID.randomUUID();
        desk.bookReturned(id, isbn, member);
        return id;
    }

    private List<LetterView> awaitLetters(int count) {
        await().until(() -> letters().size() == count);
        return letters();
    }

    /** The open ones of this test's key. */
    private List<LetterView> letters() {
        return archive.list(new Filter(null, null, isbn), 0, 100).stream()
                .filter(letter -> letter.state() != LetterState.DISCARDED).toList();
    }

    private List<String> members() {
        return jdbc.queryForList("select member from shelved where isbn = ? order by nr", String.class, isbn);
    }

    private int shelved(String isbn) {
        return jdbc.queryForObject("select count(*) from shelved where isbn = ?", Integer.class, isbn);
    }

    private int notices() {
        return jdbc.queryForObject("select count(*) from outbox where topic = 'desk-events.dlt' and message_key = ?",
                Integer.class, isbn);
    }
}
