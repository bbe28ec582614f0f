package dev.minijenkin.runner.model;

import dev.minijenkin.runner.model.Cluster.Beat;
import dev.minijenkin.runner.model.Cluster.Host;
import dev.minijenkin.runner.model.Cluster.Phase;
import dev.minijenkin.runner.model.Cluster.Place;
import dev.minijenkin.runner.model.Cluster.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Two runners and some jobs: each statement of the database, each step of a runner, each message
/// and the passing of time is a step of its own, and anything may happen between any two.
///
/// Time goes in ticks that are the same for all, as clocks that run equally fast and are never
/// compared. What is urgent happens before the next tick: a process that must end by a tick has
/// ended by it, but may live until it; and a runner that has no fault is heard once a tick.
///
/// @param rules what is held to
/// @param deploys whether the jobs use one environment, one at a time; else they are ordinary
/// @param jobs how many
/// @param faults how many may happen in all
/// @param kinds of faults that may happen
/// @param frail how many of the runners they may happen to: all runners are alike
record ClaimModel(
        Set<Rule> rules, boolean deploys, int jobs, int faults, Set<Fault> kinds, int frail)
        implements Model<Cluster> {
    /// What may go wrong with a runner.
    enum Fault {
        /// Its process stands still; what it started does not.
        PAUSED,
        /// Nothing comes through between it and the database.
        CUT,
        /// Only its heartbeats do not arrive.
        MUTE,
        /// It took a job, and never hears of it.
        ANSWER_LOST,
        /// The database takes it for gone, though it is not: it has left, or another has its name.
        GONE
    }

    /// Silent for so long, a runner has lost its claims.
    static final int LEASE = 3;

    /// Not heard of for longer, it gets no job.
    static final int FRESH = 1;

    /// From here on a runner may end its deployments, and it has ended them when [#LEASE] is over.
    static final int FENCE = LEASE - 1;

    /// How much longer than the lease the lock is kept.
    static final int GRACE = 1;

    /// How often a job may begin.
    static final int CLAIMS = 2;

    private static final List<String> RUNNERS = List.of("runner A", "runner B");
    private static final List<String> JOBS = List.of("job 1", "job 2", "job 3");
    private static final int HOSTS = RUNNERS.size();
    private static final int OLD = LEASE + 1;

    @Override
    public Cluster initial() {
        Work job = new Work(deploys ? Place.WAITING : Place.QUEUED, CLAIMS, -1, 0);
        return new Cluster(
                Collections.nCopies(HOSTS, Host.FRESH),
                Collections.nCopies(jobs, job),
                -1,
                0,
                0,
                false);
    }

    @Override
    public Optional<String> wrong(Cluster now) {
        if (deploys && now.hosts().stream().filter(Host::script).count() > 1) {
            return Optional.of("two scripts of one environment live at once");
        }
        if (now.staleResult()) {
            return Optional.of("a result was recorded under a claim that is not the live one");
        }
        if (now.jobs().stream().anyMatch(job -> job.bounced() > now.faults())) {
            return Optional.of("a job was lost more often than something went wrong");
        }
        return Optional.empty();
    }

    @Override
    public boolean isDone(Cluster now) {
        // Where nobody could do anything there is nothing to expect.
        return now.jobs().stream().allMatch(Work::ended)
                || now.hosts().stream().noneMatch(Host::healthy);
    }

    @Override
    public List<Step<Cluster>> steps(Cluster now) {
        Steps steps = new Steps(now);
        if (isOver(now)) {
            return List.of();
        }
        for (int host = 0; host < HOSTS; host++) {
            beats(steps, host);
            works(steps, host);
            breaks(steps, host);
        }
        for (int job = 0; job < jobs; job++) {
            progresses(steps, job);
        }
        time(steps);
        return steps.all;
    }

    /// Nothing of what could still happen is of interest.
    private static boolean isOver(Cluster now) {
        return now.jobs().stream().allMatch(Work::ended)
                && now.hosts().stream().allMatch(host -> host.phase() == Phase.IDLE);
    }

    /// Heartbeats, and what a runner learns from their answers.
    private void beats(Steps steps, int r) {
        Host host = steps.now.hosts().get(r);
        boolean whole = r >= frail || host.phase() == Phase.IDLE;
        if (whole && host.healthy() && host.beat() == Beat.NONE) {
            // Nothing could come of how long that takes.
            Host heard = host.stale() ? host.idle() : host;
            Cluster then = steps.now.with(r, heard.silent(0).lease(0));
            steps.add(
                    r,
                    "is heard and answered",
                    rules.contains(Rule.STRAY_CLAIMS_ARE_GIVEN_BACK) ? freed(then, r) : then);
        } else if (!host.paused() && host.beat() == Beat.NONE) {
            steps.add("asks for a heartbeat", r, host.beat(Beat.ASKED, 0));
        }
        if (!host.cut() && !host.mute() && host.beat() == Beat.ASKED) {
            boolean lost = !host.known() || host.stale();
            Host heard = host.known() ? host.silent(0) : host;
            steps.add("is heard", r, heard.beat(lost ? Beat.TOLD_LOST : Beat.HEARD, host.asked()));
        }
        if (!host.paused() && !host.cut() && host.beat() == Beat.TOLD_LOST) {
            Host told = host.known() ? answered(host) : host.beat(Beat.NONE, 0);
            // What is about to start does so all the same, and is ended when it is told again.
            Host then = host.phase() == Phase.STARTING ? told : told.idle();
            steps.add("is told that its claim is lost", r, then);
        }
        if (!host.paused() && !host.cut() && host.beat() == Beat.HEARD) {
            Cluster then = steps.now.with(r, answered(host));
            steps.add(
                    r,
                    "is answered",
                    rules.contains(Rule.STRAY_CLAIMS_ARE_GIVEN_BACK) ? freed(then, r) : then);
        }
    }

    private Host answered(Host host) {
        boolean gap = host.lease() >= FENCE;
        int since = rules.contains(Rule.LEASE_COUNTS_FROM_THE_BEGINNING) ? host.asked() : 0;
        return host.expired(host.expired() || (gap && rules.contains(Rule.ENDED_LEASES_STAY_OVER)))
                .lease(since)
                .beat(Beat.NONE, 0);
    }

    /// Claims of which the runner was told and that no thread of it carries out go back.
    private Cluster freed(Cluster now, int r) {
        Cluster then = now;
        for (int job = 0; job < jobs; job++) {
            Work work = now.jobs().get(job);
            if (work.owner() == r && now.hosts().get(r).job() != job) {
                then =
                        work.place() == Place.RUNNING && !deploys
                                ? then.with(job, work.neverBegun())
                                : lost(then, job);
            }
        }
        return then;
    }

    /// From the claim of a job to its result.
    private void works(Steps steps, int r) {
        Host host = steps.now.hosts().get(r);
        boolean talks = !host.paused() && !host.cut();
        switch (host.phase()) {
            case IDLE -> takes(steps, r, talks);
            case TAKEN -> {
                if (talks && host.stale()) {
                    steps.add("is refused to begin", r, host.idle());
                } else if (talks) {
                    Work work = steps.now.jobs().get(host.job());
                    Work begun =
                            new Work(Place.RUNNING, work.left() - 1, work.owner(), work.bounced());
                    Host beginning = host.phase(Phase.BEGUN).expired(ended(host));
                    steps.add(
                            r,
                            "begins its job",
                            steps.now.with(host.job(), begun).with(r, beginning));
                }
            }
            case BEGUN -> {
                if (!deploys && host.lease() > FRESH) {
                    // It asks before it starts.
                    if (talks) {
                        Host then = host.stale() ? host.idle() : host.phase(Phase.STARTING);
                        steps.add(r, "asks whether its claim lives", steps.now.with(r, then));
                    }
                } else if (!host.paused()) {
                    Phase next = mayRun(host) ? Phase.STARTING : Phase.OVER;
                    steps.add("looks whether it may start", r, host.phase(next));
                }
            }
            case STARTING -> {
                if (!host.paused()) {
                    // The process looks once more by itself.
                    steps.add(
                            "starts its script", r, host.phase(Phase.STARTED).script(mayRun(host)));
                }
            }
            case STARTED -> {
                if (host.script()) {
                    steps.add("has a script that ends by itself", r, host.script(false));
                } else if (!host.paused()) {
                    steps.add("sees that its script is over", r, host.phase(Phase.OVER));
                }
            }
            case OVER -> {
                if (talks) {
                    steps.add(r, "records its result", recorded(steps.now, r));
                }
            }
        }
        if (fences() && host.script() && host.lease() >= FENCE) {
            steps.add(
                    "is out of its lease: its script is ended",
                    r,
                    host.script(false).expired(true));
        }
    }

    private void takes(Steps steps, int r, boolean talks) {
        Host host = steps.now.hosts().get(r);
        boolean heard =
                !rules.contains(Rule.TAKE_ASKS_FOR_A_HEARTBEAT)
                        || (host.silent() <= FRESH && host.lease() <= FRESH);
        if (!talks || !host.known() || !heard) {
            return;
        }
        for (int job = 0; job < jobs; job++) {
            Work work = steps.now.jobs().get(job);
            if (work.place() == Place.QUEUED) {
                // An ordinary job begins with its claim.
                Cluster taken = steps.now.with(job, deploys ? work.claimedBy(r) : work.begunBy(r));
                Host taker = host.took(job);
                steps.add(
                        r,
                        "takes " + JOBS.get(job),
                        taken.with(r, deploys ? taker : taker.phase(Phase.BEGUN)));
                steps.fault(Fault.ANSWER_LOST, r, "takes a job, and the answer is lost", taken);
            }
        }
    }

    private boolean fences() {
        return deploys && rules.contains(Rule.DEPLOYMENTS_END_WITH_THE_LEASE);
    }

    private boolean ended(Host host) {
        return fences() && host.lease() >= FENCE;
    }

    private boolean mayRun(Host host) {
        return !fences() || (!host.expired() && host.lease() < FENCE);
    }

    private Cluster recorded(Cluster now, int r) {
        Host host = now.hosts().get(r);
        Cluster then = now.with(r, host.idle());
        if (host.stale() && rules.contains(Rule.RESULTS_NAME_THEIR_CLAIM)) {
            return then;
        }
        Work work = now.jobs().get(host.job());
        Place place = host.expired() ? Place.FAILED : Place.SUCCEEDED;
        then = then.with(host.job(), work.released(place));
        if (now.holder() == host.job()) {
            then = then.lock(-1, 0);
        }
        return host.stale() ? then.withStaleResult() : then;
    }

    /// What goes wrong, and what mends itself.
    private void breaks(Steps steps, int r) {
        Host host = steps.now.hosts().get(r);
        if (host.paused()) {
            steps.perhaps("goes on", r, host.paused(false));
        } else {
            steps.fault(Fault.PAUSED, r, "is paused", steps.now.with(r, host.paused(true)));
        }
        if (host.cut()) {
            steps.perhaps("is connected again", r, host.cut(false));
        } else {
            steps.fault(Fault.CUT, r, "is cut off", steps.now.with(r, host.cut(true)));
        }
        if (host.mute()) {
            steps.perhaps("has heartbeats again", r, host.mute(false));
        } else {
            steps.fault(
                    Fault.MUTE,
                    r,
                    "has heartbeats that do not arrive",
                    steps.now.with(r, host.mute(true)));
        }
        if (host.known()) {
            steps.fault(Fault.GONE, r, "is taken for gone", steps.now.with(r, host.known(false)));
        } else if (!host.paused() && !host.cut() && host.phase() == Phase.IDLE) {
            steps.add("signs up anew", r, host.known(true).silent(0).beat(Beat.NONE, 0));
        }
    }

    /// What any process does for a job.
    private void progresses(Steps steps, int job) {
        Work work = steps.now.jobs().get(job);
        if (work.owner() >= 0) {
            Host owner = steps.now.hosts().get(work.owner());
            if (!owner.known() || owner.silent() >= LEASE) {
                steps.add(JOBS.get(job), "is released as lost", true, lost(steps.now, job));
            }
        }
        boolean turn =
                work.place() == Place.WAITING
                        && steps.now.jobs().subList(0, job).stream()
                                .noneMatch(earlier -> earlier.place() == Place.WAITING);
        if (turn && steps.now.holder() < 0 && steps.now.kept() == 0) {
            steps.add(
                    JOBS.get(job),
                    "gets the lock",
                    true,
                    steps.now.with(job, work.at(Place.QUEUED)).lock(job, 0));
        }
    }

    /// A claim ends without a result.
    private Cluster lost(Cluster now, int job) {
        Work work = now.jobs().get(job);
        Host owner = now.hosts().get(work.owner());
        Cluster then = owner.job() == job ? now.with(work.owner(), owner.stale(true)) : now;
        if (work.place() == Place.CLAIMED) {
            return then.with(job, work.released(Place.QUEUED));
        }
        if (deploys) {
            return then.with(job, work.released(Place.LOST)).lock(-1, keptFor());
        }
        Place next = work.left() > 0 ? Place.QUEUED : Place.LOST;
        return then.with(job, new Work(next, work.left(), -1, work.bounced() + 1));
    }

    private int keptFor() {
        int lease = rules.contains(Rule.LOCK_IS_KEPT_FOR_THE_LEASE) ? LEASE : 0;
        int grace = rules.contains(Rule.LOCK_IS_KEPT_FOR_A_GRACE) ? GRACE : 0;
        return lease + grace;
    }

    private void time(Steps steps) {
        for (Host host : steps.now.hosts()) {
            boolean mustEnd = fences() && host.script() && host.lease() >= LEASE;
            boolean mustBeat = host.healthy() && (host.silent() > 0 || host.lease() > FRESH);
            if (mustEnd || mustBeat) {
                return;
            }
        }
        Cluster then = steps.now.lock(steps.now.holder(), Math.max(0, steps.now.kept() - 1));
        for (int r = 0; r < HOSTS; r++) {
            Host host = steps.now.hosts().get(r);
            int asked = host.beat() == Beat.NONE ? 0 : older(host.asked());
            then =
                    then.with(
                            r,
                            host.silent(older(host.silent()))
                                    .lease(older(host.lease()))
                                    .beat(host.beat(), asked));
        }
        steps.add("time", "passes", true, then);
    }

    private static int older(int age) {
        return Math.min(OLD, age + 1);
    }

    /// Those from one state.
    private final class Steps {
        private final Cluster now;
        private final List<Step<Cluster>> all = new ArrayList<>();

        Steps(Cluster now) {
            this.now = now;
        }

        void add(int r, String what, Cluster then) {
            add(RUNNERS.get(r), what, true, then);
        }

        void add(String what, int r, Host then) {
            add(r, what, now.with(r, then));
        }

        void perhaps(String what, int r, Host then) {
            add(RUNNERS.get(r), what, false, now.with(r, then));
        }

        void fault(Fault kind, int r, String what, Cluster then) {
            if (now.faults() < faults && kinds.contains(kind) && r < frail) {
                add(RUNNERS.get(r), what, false, then.afterAFault());
            }
        }

        void add(String who, String what, boolean expected, Cluster then) {
            all.add(new Step<>(who, what, expected, then));
        }
    }
}
