package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.stop.StopReason;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Tells the database that the runner is alive, one statement for all of its jobs, and learns from
/// the answer which of them are cancelled or lost, and which claims nobody here carries out. It
/// asks too whether there is work: a hint that was lost is made good by it, and so a runner without
/// work sends nothing else of its own.
///
/// On a thread of its own, from construction to [#close]. What it learns changes how claims are
/// taken, so it wakes the claim loop.
final class HeartbeatLoop implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int BEATS_A_LEASE = 5;

    /// By so much longer a runner pauses that rests: many others look for work as well, and it is
    /// still counted as alive where one beat of those fails that come latest.
    private static final double RESTING = 1.5;

    /// Each beat of so many runners counts the others. Where there are more, each of them counts
    /// the less often: together they look at as many as if each looked at so many.
    private static final int COUNTED_EACH_BEAT = 16;

    private final RunnerSession session;
    private final RunnerAccess access;
    private final Lease lease;
    private final StepHosts hosts;
    private final RunningJobs jobs;
    private final Hearing hearing;
    private final JobClaimer claimer;
    private final StrayClaims strays;
    private final Outage outage;
    private final Contact contact;
    private final Runnable whenChanged;
    private final PollLoop loop;
    private volatile boolean draining;
    private volatile boolean superseded;
    private volatile int online = 1;
    private volatile int alike = 1;
    // Of the loop's thread.
    private int beatsSinceCounted;

    HeartbeatLoop(
            RunnerSession session,
            RunnerServices services,
            RunningJobs jobs,
            Hearing hearing,
            JobClaimer claimer,
            Outage outage,
            Contact contact,
            Runnable whenChanged) {
        this.session = session;
        this.access = services.access();
        this.lease = services.lease();
        this.hosts = services.hosts();
        this.jobs = jobs;
        this.hearing = hearing;
        this.claimer = claimer;
        this.strays = new StrayClaims(access, outage, jobs::abandoned);
        this.outage = outage;
        this.contact = contact;
        this.whenChanged = whenChanged;
        Duration part = session.lease().dividedBy(BEATS_A_LEASE);
        Duration pause = part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
        PollLoop.Periods usual = PollLoop.Periods.every(pause);
        PollLoop.Periods resting =
                PollLoop.Periods.every(Duration.ofNanos((long) (pause.toNanos() * RESTING)));
        this.loop =
                new PollLoop(
                                "heartbeat",
                                () -> rests() ? resting : usual,
                                this::beat,
                                outage,
                                RandomGenerator.getDefault())
                        .start();
    }

    /// Somebody wants something of this runner: asks at once.
    void hurry() {
        loop.wake();
    }

    /// Whether the runner shall take no more jobs.
    boolean draining() {
        return draining;
    }

    /// Whether another process works under the name: all claims are lost.
    boolean superseded() {
        return superseded;
    }

    /// Whether it need not hear hints, as one of many that have nothing to do.
    boolean rests() {
        return !hearing.isWanted(jobs.count(), jobs.idle(), alike);
    }

    /// Runners that are alive, this one included.
    int online() {
        return online;
    }

    @Override
    public void close() {
        loop.close();
        strays.close();
    }

    private void beat() {
        if (superseded) {
            return;
        }
        // Before the statement: a claim that is taken while it runs is not in its answer.
        Set<ClaimId> before = jobs.claims();
        long asked = lease.now();
        List<Integer> wanted = jobs.free() > 0 && !draining ? claimer.labelSets() : List.of();
        boolean counting = ++beatsSinceCounted >= online / COUNTED_EACH_BEAT;
        Heartbeat answer =
                access.beat(session.id(), session.instance(), loadAverage(), wanted, counting);
        outage.over();
        contact.answered();
        if (counting) {
            beatsSinceCounted = 0;
            online = Math.max(1, answer.online());
            alike = Math.max(1, answer.alike());
        }
        learn(answer, before);
        // Only now: no deployment may take new heart that has just turned out to be lost.
        if (answer.registered()) {
            boolean wasFresh = lease.isFresh();
            hosts.extended(lease.answered(asked, answer.lease()));
            if (!wasFresh || answer.queued() || claimer.knowsNot(answer.labelSets())) {
                whenChanged.run();
            }
        }
    }

    private void learn(Heartbeat answer, Set<ClaimId> before) {
        Set<ClaimId> lost = new HashSet<>(before);
        lost.removeAll(answer.live());
        jobs.ask(lost, StopReason.CLAIM_LOST);
        jobs.ask(answer.cancelled(), StopReason.CANCEL_REQUESTED);
        Set<ClaimId> unknown = new HashSet<>(answer.live());
        unknown.removeAll(before);
        strays.found(jobs.withoutThread(unknown));
        boolean changed = draining != answer.draining() || !answer.registered();
        draining = answer.draining();
        superseded = !answer.registered();
        if (changed) {
            whenChanged.run();
        }
    }

    private static float loadAverage() {
        return (float) ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
