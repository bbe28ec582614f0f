package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryTaker;
import dev.minijenkin.db.hook.DeliveryTakes;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.server.git.Mirrors;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes deliveries that are due and has them carried out. Woken by the hook that kept one, by
/// hints, and by a slow poll; any number of servers may do so side by side.
///
/// Of one repository a few are taken at a time, and of one that is away, or whose git host is, a
/// single one when it is to be tried again: so neither many deliveries nor a host that does not
/// answer keeps another repository waiting.
public final class DeliveryProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryProcessor.class);
    private static final int BATCH = 32;
    private static final int RENEWALS_OF_A_LEASE = 4;

    private final Database database;
    private final ProcessorSettings settings;
    private final DeliveryTaker self;
    private final Outage outage;
    private final DeliveryRetry retry;
    private final RepositoryLanes lanes;
    private final PollLoop loop;
    private long renewed = System.nanoTime(); // Touched by the loop alone.

    public DeliveryProcessor(
            Database database, Mirrors mirrors, Outage outage, RandomGenerator random) {
        this(database, mirrors, outage, random, ProcessorSettings.USUAL);
    }

    DeliveryProcessor(
            Database database,
            Mirrors mirrors,
            Outage outage,
            RandomGenerator random,
            ProcessorSettings settings) {
        this.database = database;
        this.settings = settings;
        this.self = new DeliveryTaker(UUID.randomUUID(), settings.lease());
        this.outage = outage;
        this.retry =
                new DeliveryRetry(
                        database,
                        mirrors,
                        new DeliveryHandler(database, mirrors, settings.lease()),
                        new Backoff(random),
                        outage);
        this.lanes = new RepositoryLanes(settings, this::carryOut, this::wake);
        this.loop = new PollLoop("deliveries", settings.poll(), this::takeAll, outage, random);
    }

    public void start() {
        loop.start();
    }

    /// Something is due; returns at once.
    public void wake() {
        loop.wake();
    }

    /// Lets what is under way end for a moment, and hands back what waits for its turn.
    @Override
    public void close() {
        loop.close();
        handBack(lanes.stop());
    }

    private Attempt carryOut(List<Delivery> turn) {
        Attempt attempt = retry.carryOut(turn);
        handBack(attempt.left());
        if (attempt.away().isPresent()) {
            handBack(lanes.dropWaiting(turn.getFirst(), attempt));
        }
        return attempt;
    }

    private void handBack(List<Delivery> left) {
        if (left.isEmpty()) {
            return;
        }
        List<DeliveryId> ids = left.stream().map(Delivery::id).toList();
        try {
            database.run(tx -> DeliveryTakes.handBack(tx, ids));
        } catch (DatabaseException e) {
            LOG.debug("{} deliveries are due after their lease", ids.size(), e);
        }
    }

    private void takeAll() {
        renew();
        take(database.statement(tx -> DeliveryTakes.takeProbes(tx, BATCH, self)));
        while (lanes.hasRoom()) {
            List<Delivery> taken =
                    database.statement(tx ->
                            DeliveryTakes.take(
                                    tx, BATCH, settings.ofRepository(), lanes.full(), self));
            take(taken);
            if (taken.size() < BATCH) {
                return;
            }
        }
    }

    private void take(List<Delivery> taken) {
        outage.over();
        lanes.add(taken);
    }

    /// What is here is not for another process, however long a fetch takes.
    private void renew() {
        Duration pause = settings.lease().dividedBy(RENEWALS_OF_A_LEASE);
        Set<DeliveryId> held = lanes.held();
        if (System.nanoTime() - renewed < pause.toNanos()) {
            return;
        }
        renewed = System.nanoTime();
        if (!held.isEmpty()) {
            database.run(tx -> DeliveryTakes.renew(tx, held, settings.lease()));
        }
    }
}
