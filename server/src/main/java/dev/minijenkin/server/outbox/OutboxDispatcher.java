package dev.minijenkin.server.outbox;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.outbox.MessageEnds;
import dev.minijenkin.db.outbox.MessageTaker;
import dev.minijenkin.db.outbox.MessageTakes;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.engine.recovery.Activity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the messages of the outbox: takes what is due, sends each on a thread of its own, and
/// says what came of it. Any number of servers may do so side by side; where one dies, another
/// sends what it had in hand again, under the same key.
public final class OutboxDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final int BATCH = 64;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final Database database;
    private final DispatcherSettings settings;
    private final MessageTaker self;
    private final Activity activity;
    private final Outage outage;
    private final Verdict verdict;
    private final Sender sender;
    private final Delivery delivery;
    private final Semaphore slots;
    private final PollLoop loop;

    /// @param pages address of the server, as receivers of messages reach it
    /// @param activity messages are the ends of what is under way
    public OutboxDispatcher(
            Database database,
            TargetSecrets secrets,
            URI pages,
            Activity activity,
            Outage outage,
            RandomGenerator random,
            DispatcherSettings settings) {
        this.database = database;
        this.settings = settings;
        this.self =
                new MessageTaker(
                        UUID.randomUUID(),
                        settings.lease(),
                        settings.ofTarget(),
                        settings.circuit(),
                        settings.longestRest());
        this.activity = activity;
        this.outage = outage;
        this.verdict = new Verdict(settings, random);
        this.sender = new Sender(settings.connect(), settings.answer());
        this.delivery =
                new Delivery(
                        new ToldMessages(database, pages),
                        secrets,
                        new Requests(Clock.systemUTC()),
                        new GithubChecks(
                                database,
                                sender,
                                new GithubApp(sender, Clock.systemUTC()),
                                verdict,
                                settings.lease().minus(settings.answer().multipliedBy(3))),
                        sender,
                        verdict);
        this.slots = new Semaphore(settings.slots());
        this.loop = new PollLoop("outbox", settings.looks(), this::look, outage, random);
    }

    public OutboxDispatcher start() {
        loop.start();
        return this;
    }

    /// Something may be due; returns at once.
    public void wake() {
        loop.wake();
    }

    /// Takes no more, and lets what is under way end for a moment.
    @Override
    public void close() {
        loop.close();
        try {
            if (!slots.tryAcquire(
                    settings.slots(), CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Some messages are sent again after their lease");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }

    private boolean look() {
        takeAll();
        return activity.isQuiet(database);
    }

    private void takeAll() {
        int room = Math.min(BATCH, slots.availablePermits());
        while (room > 0) {
            int limit = room;
            List<TakenMessage> taken = database.statement(tx -> MessageTakes.take(tx, self, limit));
            outage.over();
            taken.forEach(this::begin);
            room = taken.isEmpty() ? 0 : Math.min(BATCH, slots.availablePermits());
        }
    }

    private void begin(TakenMessage message) {
        slots.acquireUninterruptibly();
        Thread.ofVirtual().name("outbox-" + message.id().value()).start(() -> carryOut(message));
    }

    private void carryOut(TakenMessage message) {
        try {
            Outcome outcome = attempt(message);
            boolean ended =
                    database.statement(tx ->
                            MessageEnds.write(tx, self, message, outcome.end(), outcome.trial()));
            if (!ended) {
                LOG.debug("Message {} has been taken over", message.id().value());
            }
        } catch (DatabaseException e) {
            LOG.debug("Message {} is sent again after its lease", message.id().value(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            slots.release();
            wake();
        }
    }

    /// An edge: whatever is wrong with one message keeps no other.
    private Outcome attempt(TakenMessage message) throws InterruptedException {
        try {
            return delivery.attempt(message);
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Message {} could not be sent", message.id().value(), e);
            return Outcome.unsent(verdict.later("It could not be sent: " + e, message.attempt()));
        }
    }
}
