package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.notify.HintSubscription;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.engine.recovery.Activity;
import dev.minijenkin.engine.recovery.Chore;
import dev.minijenkin.engine.recovery.GuestWork;
import dev.minijenkin.engine.recovery.Housekeeping;
import dev.minijenkin.engine.recovery.SharedChores;
import dev.minijenkin.runner.job.JobExecutor;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.stop.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a runner: it registers, takes jobs for its free slots ([Serving]), and leaves. Hints
/// wake it. What a hint did not tell of, because it was lost, the next heartbeat asks for; while
/// nobody listens to hints, or jobs were left behind that others had locked or a limit kept, it
/// looks by itself.
///
/// One thread of its own until the runner has left; heartbeat and housekeeping have theirs. The
/// public methods are for any thread.
public final class ClaimLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);
    private static final int POLL_MILLIS = 1000;

    /// Makes up for nothing that is known of.
    private static final int SELDOM_MILLIS = 60_000;

    private static final Duration TELLS_THAT_IT_LEAVES = Duration.ofSeconds(20);

    private static final Duration REGISTER_AGAIN = Duration.ofSeconds(1);
    private static final Duration CANCELLED_MUST_END = Duration.ofSeconds(15);
    private static final Duration KILLED_MUST_END = Duration.ofSeconds(5);

    private final RunnerConfiguration configuration;
    private final RunnerServices services;
    private final RunnerAccess access;
    private final WakeUp wakeUp = new WakeUp();
    private final Outage outage = new Outage("running jobs go on");
    private final Contact contact = new Contact(System::nanoTime);
    private final RunningJobs jobs;
    private final RunnerSignUp registration;
    private final Housekeeping housekeeping;
    private final HintSubscription subscription;
    private final Hearing hearing = new Hearing(ThreadLocalRandom.current().nextDouble());
    private final Thread thread;
    private volatile @Nullable Serving serving;
    private volatile boolean stopping;
    private volatile boolean listening;

    private ClaimLoop(
            RunnerConfiguration configuration,
            RunnerServices services,
            Listener listener,
            Database database,
            JobExecutor executor) {
        this.configuration = configuration;
        this.services = services;
        this.access = services.access();
        this.jobs =
                new RunningJobs(
                        claimed -> executor.of(claimed, services),
                        configuration.slots(),
                        configuration.stint().jobs(),
                        wakeUp::ring);
        this.registration = new RunnerSignUp(configuration, services, outage);
        this.housekeeping =
                Housekeeping.start(
                        database,
                        configuration.guest() ? List.of() : chores(database),
                        outage,
                        RandomGenerator.getDefault(),
                        this::runnersOnline);
        this.subscription = listener.subscribe(new Hints());
        this.thread = Edge.thread("claim-loop", this::run);
        this.thread.start();
    }

    /// Starts it; it waits by itself for the database and for its name.
    ///
    /// @param database for the chores of all processes, which a guest does not do
    /// @param executor carries out what it takes
    public static ClaimLoop start(
            RunnerConfiguration configuration,
            RunnerServices services,
            Listener listener,
            Database database,
            JobExecutor executor) {
        return new ClaimLoop(configuration, services, listener, database, executor);
    }

    private List<Chore> chores(Database database) {
        Activity activity = new Activity(System::nanoTime);
        List<Chore> chores =
                new ArrayList<>(
                        SharedChores.of(
                                database, "runner " + configuration.name(), contact, activity));
        if (!services.keys().fingerprints().isEmpty()) {
            chores.add(GuestWork.secrets(services.keys(), activity));
        }
        return chores;
    }

    /// Takes no more jobs and leaves when those that run have ended.
    ///
    /// @return how many still run
    public int stop() {
        stopping = true;
        wakeUp.ring();
        return jobs.count();
    }

    /// Cancels what runs.
    public void cancelJobs() {
        jobs.cancelAll();
    }

    /// Waits until it has left.
    public void awaitStopped() throws InterruptedException {
        thread.join();
    }

    /// Leaves as soon as it can: cancels, then kills, then gives up.
    @Override
    public void close() {
        stop();
        cancelJobs();
        try {
            if (!thread.join(CANCELLED_MUST_END)) {
                jobs.askAll(StopReason.GRACE_OVER);
            }
            if (!thread.join(KILLED_MUST_END)) {
                jobs.interruptAll();
            }
            if (!thread.join(KILLED_MUST_END)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            jobs.interruptAll();
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        jobs.close();
        subscription.close();
        housekeeping.close();
    }

    /// How many jobs it has begun.
    public int begun() {
        return jobs.begun();
    }

    private void run() throws InterruptedException {
        try {
            while (!stopping) {
                Optional<RunnerSession> session = registration.attempt();
                if (session.isPresent()) {
                    serve(session.get());
                } else {
                    wakeUp.await(REGISTER_AGAIN);
                    leaveWhenDone();
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("The runner leaves before its jobs have ended");
            throw e;
        }
    }

    /// Until the runner is stopped, or another process takes its name.
    private void serve(RunnerSession session) throws InterruptedException {
        JobClaimer claimer = new JobClaimer(access, session, configuration);
        try (HeartbeatLoop heartbeat =
                new HeartbeatLoop(
                        session, services, jobs, hearing, claimer, outage, contact, wakeUp::ring)) {
            Serving taking =
                    new Serving(session, claimer, heartbeat, jobs, services.lease(), outage);
            serving = taking;
            services.ledger()
                    .exchangeBy(
                            ending -> mayExchange() ? taking.exchange(ending) : Optional.empty());
            boolean hinted = true;
            while (!stopping && !heartbeat.superseded()) {
                boolean all = taking.take(hinted);
                subscription.rest(heartbeat.rests());
                if (leaveWhenDone()) {
                    drain(session);
                } else {
                    hinted = wakeUp.await(pause(all));
                }
            }
            if (heartbeat.superseded()) {
                LOG.warn("The name {} was taken over: all claims are lost", configuration.name());
                jobs.askAll(StopReason.CLAIM_LOST);
            }
            jobs.awaitNone();
        } finally {
            services.ledger().exchangeBy(Ledger.Exchange.NONE);
            serving = null;
        }
        leave(session);
    }

    /// Whether its stint is over: then it takes no more.
    private boolean leaveWhenDone() {
        Stint stint = configuration.stint();
        if (jobs.begun() >= stint.jobs()) {
            LOG.info("Runner {} has all the jobs that it stays for", configuration.name());
            stopping = true;
        } else if (jobs.idle().compareTo(stint.idle()) >= 0) {
            LOG.info(
                    "Runner {} had nothing to do for {} s, and leaves",
                    configuration.name(),
                    stint.idle().toSeconds());
            stopping = true;
        }
        return stopping;
    }

    /// Counted one by one, places are not given on.
    private boolean mayExchange() {
        return !stopping && !configuration.stint().isCounted();
    }

    /// Nobody is to count on a slot that takes nothing any more.
    private void drain(RunnerSession session) {
        if (configuration.slots() > 1 && jobs.count() > 0) {
            try {
                access.drain(session.id());
            } catch (DatabaseException e) {
                outage.failed("say that it takes no more jobs", e);
            }
        }
    }

    private Duration pause(boolean all) {
        Duration poll = poll(all && listening ? SELDOM_MILLIS : POLL_MILLIS);
        Duration stays = configuration.stint().idle().minus(jobs.idle());
        return shorter(shorter(poll, stays), untilItMayRest());
    }

    private Duration untilItMayRest() {
        Duration left = Hearing.RESTS_AFTER.minus(jobs.idle());
        return left.isPositive() ? left : Hearing.RESTS_AFTER;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private int runnersOnline() {
        Serving now = serving;
        return now == null ? 1 : now.online();
    }

    /// Its claims, if it has any left, are lost from now on. Of one whose host goes nobody would
    /// ever hear again: it takes more than one try.
    private void leave(RunnerSession session) throws InterruptedException {
        long begun = System.nanoTime();
        while (!left(session)
                && configuration.stint().ends()
                && System.nanoTime() - begun < TELLS_THAT_IT_LEAVES.toNanos()) {
            Thread.sleep(REGISTER_AGAIN);
        }
    }

    private boolean left(RunnerSession session) {
        try {
            access.stop(session.id(), session.instance());
            LOG.info("Runner {} has left", configuration.name());
            return true;
        } catch (DatabaseException e) {
            outage.failed("say that it leaves", e);
            return false;
        }
    }

    /// So that many idle runners do not ask all at once.
    private static Duration poll(int millis) {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextInt(millis * 3 / 4, millis * 3 / 2));
    }

    /// Runs on the listener's thread.
    private final class Hints implements Subscriber {
        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            Serving now = serving;
            if (topic == Topic.COMMAND || topic == Topic.SECRET) {
                housekeeping.hinted(topic, ids);
            } else if (now != null && now.hinted(topic, ids)) {
                wakeUp.ring();
            }
        }

        @Override
        public void lost(String reason) {
            listening = false;
            wakeUp.ring();
        }

        @Override
        public void connected() {
            listening = true;
            Serving now = serving;
            if (now != null) {
                now.connected();
            }
            housekeeping.connected();
            wakeUp.ring();
        }
    }
}
