package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.server.database.DatabaseOutage;
import dev.minijenkin.server.database.Loop;
import dev.minijenkin.server.git.Mirrors;
import java.util.List;
import java.util.random.RandomGenerator;

/// Takes deliveries that are due and has them carried out. Woken by the hook that kept one, by
/// hints, and by a slow poll; any number of servers may do so side by side.
public final class DeliveryProcessor implements AutoCloseable {
    private static final int BATCH = 16;

    private final Database database;
    private final ProcessorSettings settings;
    private final Lanes lanes;
    private final Loop loop;

    public DeliveryProcessor(
            Database database,
            Mirrors mirrors,
            RunPlanner planner,
            DatabaseOutage outage,
            RandomGenerator random) {
        this(database, mirrors, planner, outage, random, ProcessorSettings.USUAL);
    }

    DeliveryProcessor(
            Database database,
            Mirrors mirrors,
            RunPlanner planner,
            DatabaseOutage outage,
            RandomGenerator random,
            ProcessorSettings settings) {
        this.database = database;
        this.settings = settings;
        DeliveryAttempt attempt =
                new DeliveryAttempt(
                        database,
                        new DeliveryWork(database, mirrors, planner),
                        new Backoff(random),
                        outage);
        this.lanes = new Lanes(settings.concurrent(), attempt::make);
        this.loop = new Loop("deliveries", settings.poll(), this::takeAll, outage, random);
    }

    public void start() {
        loop.start();
    }

    /// Something is due; returns at once.
    public void wake() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
        lanes.close();
    }

    private void takeAll() {
        while (lanes.hasRoom(settings.mostWaiting(), settings.mostWaitingBytes())) {
            List<Delivery> taken =
                    database.statement(tx -> Deliveries.take(tx, BATCH, settings.lease()));
            taken.forEach(lanes::add);
            if (taken.size() < BATCH) {
                return;
            }
        }
    }
}
