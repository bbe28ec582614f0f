package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.hook.AwayRemotes;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryEnd;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.server.git.CommitMissingException;
import dev.minijenkin.server.git.Mirrors;
import dev.minijenkin.server.git.RepositoryUnreachableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The edge around the work on deliveries that are carried out together: whatever goes wrong stays
/// with the delivery, or with its repository where that is away. Only what a delivery itself is to
/// blame for ends it.
final class DeliveryRetry {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRetry.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// A repository that is away for longer takes its deliveries with it; they can be redelivered.
    private static final Duration LONGEST_AWAY = Duration.ofDays(7);

    private final Database database;
    private final Mirrors mirrors;
    private final DeliveryHandler work;
    private final Backoff backoff;
    private final Outage outage;

    DeliveryRetry(
            Database database,
            Mirrors mirrors,
            DeliveryHandler work,
            Backoff backoff,
            Outage outage) {
        this.database = database;
        this.mirrors = mirrors;
        this.work = work;
        this.backoff = backoff;
        this.outage = outage;
    }

    /// Waits for the database where it is away, so that the deliveries go on when it returns and
    /// not only after their lease. Doing it again does no harm: the runs are inserted once.
    ///
    /// @param turn deliveries of one repository, in their order
    Attempt carryOut(List<Delivery> turn) {
        String name = "Delivery " + turn.getFirst().id().value();
        WhileAway waiting = new WhileAway(name, PAUSE, PAUSE, new WakeUp());
        AtomicReference<Attempt> attempt = new AtomicReference<>(Attempt.ended(false));
        try {
            waiting.repeat(
                    Thread.currentThread()::isInterrupted,
                    _ -> {
                        attempt.set(attempt(turn));
                        return true;
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("{} and {} behind it cannot be ended", name, turn.size() - 1, e);
        }
        return attempt.get();
    }

    private Attempt attempt(List<Delivery> turn) {
        try {
            Optional<RepositoryTurn> open = work.turn(turn.getFirst().repository());
            return open.isEmpty() ? Attempt.ended(false) : attempt(turn, open.get());
        } catch (DatabaseUnavailableException e) {
            outage.failed("carry out delivery " + turn.getFirst().id().value(), e);
            throw e;
        }
    }

    private Attempt attempt(List<Delivery> turn, RepositoryTurn open) {
        long before = mirrors.answers(open.repository().id());
        List<PreparedDelivery> prepared = new ArrayList<>();
        List<Delivery> left = new ArrayList<>();
        Optional<RepositoryUnreachableException> away = Optional.empty();
        for (Delivery delivery : turn) {
            if (away.isPresent()) {
                left.add(delivery);
            } else {
                away = prepare(open, delivery, prepared);
            }
        }
        Optional<RepositoryUnreachableException> whileLooking = look(open, prepared, left);
        if (!prepared.isEmpty()) {
            work.lookAtDefaultBranchOnce(open);
            insertAndFinish(prepared);
        }
        boolean answered = mirrors.answers(open.repository().id()) != before;
        Optional<RepositoryUnreachableException> why = away.or(() -> whileLooking);
        if (why.isEmpty() && turn.getFirst().probe()) {
            foundOut(turn.getFirst(), answered);
        }
        return new Attempt(why.isEmpty() && answered, why, left);
    }

    /// @param prepared takes it, where its runs can be inserted
    /// @return why its repository is away; empty where it is not
    private Optional<RepositoryUnreachableException> prepare(
            RepositoryTurn turn, Delivery delivery, List<PreparedDelivery> prepared) {
        if (delivery.begun() > Backoff.MOST_ATTEMPTS) {
            // Nobody wrote why: its processors died over it.
            fail(
                    delivery,
                    "It was begun " + Backoff.MOST_ATTEMPTS + " times and never came to an end");
            return Optional.empty();
        }
        return guarded(delivery, () -> prepared.add(work.prepare(turn, delivery)));
    }

    /// Looks at the default branch where prepared deliveries moved it. Where that fails, none of
    /// them starts anything: the last one says why, and the others are left.
    private Optional<RepositoryUnreachableException> look(
            RepositoryTurn turn, List<PreparedDelivery> prepared, List<Delivery> left) {
        List<PreparedDelivery> moving =
                prepared.stream()
                        .filter(each -> each.carriedOut().defaultTip().isPresent())
                        .toList();
        if (moving.isEmpty()) {
            return Optional.empty();
        }
        AtomicBoolean looked = new AtomicBoolean();
        PreparedDelivery last = moving.getLast();
        Optional<RepositoryUnreachableException> away =
                guarded(
                        last.delivery(),
                        () -> {
                            work.lookAtDefaultBranch(
                                    turn, last.carriedOut().defaultTip().orElseThrow());
                            looked.set(true);
                        });
        if (!looked.get()) {
            prepared.removeAll(moving);
            moving.stream()
                    .filter(each -> !each.equals(last))
                    .forEach(each -> left.add(each.delivery()));
        }
        return away;
    }

    /// All together; where that fails, each by itself, so that one to blame fails alone.
    private void insertAndFinish(List<PreparedDelivery> prepared) {
        if (prepared.size() > 1) {
            try {
                work.insertAndFinish(prepared);
                putOffMissing(prepared);
                return;
            } catch (DatabaseUnavailableException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LOG.info("{} deliveries are carried out one by one: {}", prepared.size(), e);
            }
        }
        for (PreparedDelivery each : prepared) {
            guarded(
                    each.delivery(),
                    () -> {
                        work.insertAndFinish(List.of(each));
                        putOffMissing(List.of(each));
                    });
        }
    }

    /// What of them could not be had; the rest has started.
    private void putOffMissing(List<PreparedDelivery> prepared) {
        for (PreparedDelivery each : prepared) {
            each.carriedOut().missing().ifPresent(e -> putOffAlone(each.delivery(), e));
        }
    }

    /// Whatever goes wrong stays with the delivery.
    ///
    /// @return why its repository is away; empty where it is not
    private Optional<RepositoryUnreachableException> guarded(Delivery delivery, Runnable step) {
        try {
            step.run();
        } catch (RepositoryUnreachableException e) {
            return putOff(delivery, e);
        } catch (CommitMissingException | UncheckedIOException e) {
            putOffAlone(delivery, e);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            // Others may have had it. It is due again after its lease, but not for ever.
            try (var _ = MDC.putCloseable("delivery", Long.toString(delivery.id().value()))) {
                LOG.error("There was no memory for delivery {}", delivery.id().value(), e);
            }
        } catch (RuntimeException | Error e) {
            if (!Thread.currentThread().isInterrupted()) {
                try (var _ = MDC.putCloseable("delivery", Long.toString(delivery.id().value()))) {
                    LOG.error("Delivery {} failed", delivery.id().value(), e);
                }
                fail(delivery, "The server failed over it (its log says more): " + e);
            }
        }
        return Optional.empty();
    }

    private void foundOut(Delivery delivery, boolean answered) {
        database.runInTransaction(tx -> {
            if (answered) {
                AwayRemotes.answered(tx, delivery.repository());
            } else {
                AwayRemotes.foundNothingOut(tx, delivery.repository());
            }
        });
    }

    /// The repository of the delivery, or one whose workflow it calls, is away. Of its own no other
    /// delivery is tried before one found out that it is back.
    private Optional<RepositoryUnreachableException> putOff(
            Delivery delivery, RepositoryUnreachableException e) {
        String reason = String.valueOf(e.getMessage());
        boolean own = e.repository().equals(delivery.repository());
        boolean tooOld = delivery.age().compareTo(LONGEST_AWAY) > 0;
        database.runInTransaction(tx -> {
            if (e.wasTried()) {
                // Another repository is tried only where nobody knows that it is away.
                AwayRemotes.failed(
                        tx, e.repository(), e.withHost(), reason, !own || delivery.probe());
            }
            if (!tooOld) {
                Deliveries.retryLater(
                        tx,
                        delivery.id(),
                        reason,
                        own ? Duration.ZERO : backoff.byAge(delivery.age()));
            }
        });
        if (tooOld) {
            fail(delivery, reason + " (given up after " + LONGEST_AWAY.toDays() + " days)");
        }
        return own ? Optional.of(e) : Optional.empty();
    }

    private void putOffAlone(Delivery delivery, RuntimeException e) {
        String reason = String.valueOf(e.getMessage());
        if (delivery.attempts() >= Backoff.MOST_ATTEMPTS) {
            fail(delivery, reason + " (given up after " + delivery.attempts() + " attempts)");
            return;
        }
        database.run(tx ->
                Deliveries.retryLater(
                        tx, delivery.id(), reason, backoff.after(delivery.attempts())));
    }

    private void fail(Delivery delivery, String reason) {
        work.finish(delivery, DeliveryEnd.without(DeliveryState.FAILED, reason));
    }
}
