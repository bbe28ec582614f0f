package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edge around one delivery's work: whatever goes wrong stays with that delivery.
final class DeliveryRetry {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRetry.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final DeliveryHandler work;
    private final Backoff backoff;
    private final Outage outage;

    DeliveryRetry(Database database, DeliveryHandler work, Backoff backoff, Outage outage) {
        this.database = database;
        this.work = work;
        this.backoff = backoff;
        this.outage = outage;
    }

    /// Waits for the database where it is away, so that the delivery goes on when it returns and
    /// not only after its lease. Doing it again does no harm: the runs are inserted once.
    void carryOut(Delivery delivery) {
        WhileAway waiting =
                new WhileAway("Delivery " + delivery.id().value(), PAUSE, PAUSE, new WakeUp());
        try {
            waiting.repeat(Thread.currentThread()::isInterrupted, _ -> attempt(delivery));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("Delivery {} cannot be ended", delivery.id().value(), e);
        }
    }

    private boolean attempt(Delivery delivery) {
        try {
            carryOutOrExplain(delivery);
            return true;
        } catch (DatabaseUnavailableException e) {
            outage.failed("carry out delivery " + delivery.id().value(), e);
            throw e;
        }
    }

    private void carryOutOrExplain(Delivery delivery) {
        if (delivery.attempts() > Backoff.MOST_ATTEMPTS) {
            // Nobody wrote why: its processors died over it.
            work.finish(
                    delivery,
                    DeliveryState.FAILED,
                    "It was begun " + Backoff.MOST_ATTEMPTS + " times and never came to an end");
            return;
        }
        try {
            work.carryOut(delivery);
        } catch (RepositoryUnreachableException e) {
            putOff(delivery, e);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LOG.error("Delivery {} failed", delivery.id().value(), e);
            work.finish(
                    delivery,
                    DeliveryState.FAILED,
                    "The server failed over it (its log says more): " + e);
        }
    }

    private void putOff(Delivery delivery, RepositoryUnreachableException e) {
        String reason = String.valueOf(e.getMessage());
        if (delivery.attempts() >= Backoff.MOST_ATTEMPTS) {
            work.finish(
                    delivery,
                    DeliveryState.FAILED,
                    reason + " (given up after " + delivery.attempts() + " attempts)");
            return;
        }
        database.run(tx ->
                Deliveries.retryLater(
                        tx, delivery.id(), reason, backoff.after(delivery.attempts())));
    }
}
