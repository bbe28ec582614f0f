package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.server.git.Mirrors;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes deliveries that are due and has them carried out. Woken by the hook that kept one, by
/// hints, and by a slow poll; any number of servers may do so side by side.
public final class DeliveryProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryProcessor.class);
    private static final int BATCH = 16;

    private final Database database;
    private final ProcessorSettings settings;
    private final Outage outage;
    private final RepositoryLanes lanes;
    private final PollLoop loop;

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
        this.outage = outage;
        DeliveryRetry retry =
                new DeliveryRetry(
                        database,
                        new DeliveryHandler(database, mirrors),
                        new Backoff(random),
                        outage);
        this.lanes = new RepositoryLanes(settings.concurrent(), retry::carryOut);
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
        lanes.stop().forEach(this::handBack);
    }

    private void handBack(Delivery delivery) {
        try {
            database.run(tx ->
                    Deliveries.retryLater(
                            tx,
                            delivery.id(),
                            "The server was stopped before its turn",
                            Duration.ZERO));
        } catch (DatabaseException e) {
            LOG.debug("Delivery {} is due after its lease", delivery.id().value(), e);
        }
    }

    private void takeAll() {
        while (lanes.hasRoom(settings.mostWaiting(), settings.mostWaitingBytes())) {
            List<Delivery> taken =
                    database.statement(tx -> Deliveries.take(tx, BATCH, settings.lease()));
            outage.over();
            taken.forEach(lanes::add);
            if (taken.size() < BATCH) {
                return;
            }
        }
    }
}
