package dev.minijenkin.runner.model;

import java.util.ArrayList;
import java.util.List;

/// A state of the model: what the database has, what each runner believes, which scripts live.
///
/// @param holder the job that holds the lock of the environment; -1: none
/// @param kept how many ticks nobody gets it although nobody holds it
/// @param faults how many have happened
/// @param staleResult whether a result was recorded under a claim that was not the live one
record Cluster(
        List<Host> hosts, List<Work> jobs, int holder, int kept, int faults, boolean staleResult) {
    /// How far a runner is with its job.
    enum Phase {
        /// It has none.
        IDLE,
        /// It has the claim.
        TAKEN,
        /// The database knows that it began.
        BEGUN,
        /// It has looked whether it may start the script, and is about to.
        STARTING,
        /// It started the script.
        STARTED,
        /// The script is over; the result is to be recorded.
        OVER
    }

    /// What became of a heartbeat that is under way.
    enum Beat {
        NONE,
        /// On its way to the database.
        ASKED,
        /// The database has written it; the answer is on its way.
        HEARD,
        /// The same, and the answer says that the claim is lost, or the runner is no more.
        TOLD_LOST
    }

    /// A runner and its host. Ages are ticks, up to where they make no further difference.
    ///
    /// @param paused the process stands still; its script and its watchdog do not
    /// @param cut nothing comes through to the database, or from it
    /// @param mute only heartbeats do not come through
    /// @param known the database takes it for the one that has its name
    /// @param silent since the database heard of it
    /// @param lease since the lease was given, as the runner counts
    /// @param asked since the heartbeat that is under way began
    /// @param job -1: none
    /// @param stale its claim is not the live one any more
    /// @param expired the lease has ended once since the job began
    /// @param script lives
    record Host(
            boolean paused,
            boolean cut,
            boolean mute,
            boolean known,
            int silent,
            int lease,
            Beat beat,
            int asked,
            Phase phase,
            int job,
            boolean stale,
            boolean expired,
            boolean script) {
        static final Host FRESH =
                new Host(
                        false,
                        false,
                        false,
                        true,
                        0,
                        0,
                        Beat.NONE,
                        0,
                        Phase.IDLE,
                        -1,
                        false,
                        false,
                        false);

        /// As few numbers as tell it from every other.
        @SuppressWarnings("EnumOrdinal")
        int code() {
            int flags = (paused ? 1 : 0) | (cut ? 2 : 0) | (mute ? 4 : 0) | (known ? 8 : 0);
            int more = (stale ? 1 : 0) | (expired ? 2 : 0) | (script ? 4 : 0);
            int code = flags | more << 4 | silent << 7 | lease << 10 | asked << 13;
            return code | beat.ordinal() << 16 | phase.ordinal() << 18 | (job + 1) << 21;
        }

        @Override
        public int hashCode() {
            return code();
        }

        /// As the record's own, in a fifth of its time.
        @Override
        public boolean equals(Object other) {
            return other instanceof Host that && code() == that.code();
        }

        boolean healthy() {
            return !paused && !cut && !mute && known;
        }

        Host paused(boolean now) {
            return new Host(
                    now, cut, mute, known, silent, lease, beat, asked, phase, job, stale, expired,
                    script);
        }

        Host cut(boolean now) {
            return new Host(
                    paused, now, mute, known, silent, lease, beat, asked, phase, job, stale,
                    expired, script);
        }

        Host mute(boolean now) {
            return new Host(
                    paused, cut, now, known, silent, lease, beat, asked, phase, job, stale, expired,
                    script);
        }

        Host known(boolean now) {
            return new Host(
                    paused, cut, mute, now, silent, lease, beat, asked, phase, job, stale, expired,
                    script);
        }

        Host silent(int ticks) {
            return new Host(
                    paused, cut, mute, known, ticks, lease, beat, asked, phase, job, stale, expired,
                    script);
        }

        Host lease(int ticks) {
            return new Host(
                    paused, cut, mute, known, silent, ticks, beat, asked, phase, job, stale,
                    expired, script);
        }

        Host beat(Beat now, int since) {
            return new Host(
                    paused, cut, mute, known, silent, lease, now, since, phase, job, stale, expired,
                    script);
        }

        Host phase(Phase now) {
            return new Host(
                    paused, cut, mute, known, silent, lease, beat, asked, now, job, stale, expired,
                    script);
        }

        /// What a heartbeat tells that was asked for before does not mean this claim.
        Host took(int which) {
            Beat told = beat == Beat.TOLD_LOST ? Beat.HEARD : beat;
            return new Host(
                    paused,
                    cut,
                    mute,
                    known,
                    silent,
                    lease,
                    told,
                    asked,
                    Phase.TAKEN,
                    which,
                    false,
                    false,
                    false);
        }

        Host idle() {
            return new Host(
                    paused,
                    cut,
                    mute,
                    known,
                    silent,
                    lease,
                    beat,
                    asked,
                    Phase.IDLE,
                    -1,
                    false,
                    false,
                    false);
        }

        Host stale(boolean now) {
            return new Host(
                    paused, cut, mute, known, silent, lease, beat, asked, phase, job, now, expired,
                    script);
        }

        Host expired(boolean now) {
            return new Host(
                    paused, cut, mute, known, silent, lease, beat, asked, phase, job, stale, now,
                    script);
        }

        Host script(boolean now) {
            return new Host(
                    paused, cut, mute, known, silent, lease, beat, asked, phase, job, stale,
                    expired, now);
        }
    }

    /// States of a job in the database.
    enum Place {
        WAITING,
        QUEUED,
        CLAIMED,
        RUNNING,
        SUCCEEDED,
        /// Its runner says so.
        FAILED,
        /// It was claimed too often, or deployed under a runner that was lost.
        LOST
    }

    /// A job.
    ///
    /// @param left how often it may still begin
    /// @param owner the host that has its live claim; -1: there is none
    /// @param bounced how often it was lost after it had begun
    record Work(Place place, int left, int owner, int bounced) {
        @SuppressWarnings("EnumOrdinal")
        int code() {
            return place.ordinal() | left << 3 | (owner + 1) << 5 | bounced << 7;
        }

        @Override
        public int hashCode() {
            return code();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Work that && code() == that.code();
        }

        boolean ended() {
            return place.compareTo(Place.SUCCEEDED) >= 0;
        }

        Work at(Place now) {
            return new Work(now, left, owner, bounced);
        }

        Work claimedBy(int host) {
            return new Work(Place.CLAIMED, left, host, bounced);
        }

        /// Claimed, and begun with it.
        Work begunBy(int host) {
            return new Work(Place.RUNNING, left - 1, host, bounced);
        }

        /// Given back by a runner that never heard of it.
        Work neverBegun() {
            return new Work(Place.QUEUED, left + 1, -1, bounced);
        }

        Work released(Place now) {
            return new Work(now, left, -1, bounced);
        }
    }

    /// Millions of states differ in little: what a record computes by itself falls together.
    @Override
    public int hashCode() {
        int lock = (holder + 1) | kept << 3 | faults << 6 | (staleResult ? 1 << 9 : 0);
        long mixed = lock;
        for (Host host : hosts) {
            mixed = mixed * 0x9E3779B97F4A7C15L + host.code();
        }
        for (Work job : jobs) {
            mixed = mixed * 0x9E3779B97F4A7C15L + job.code();
        }
        mixed *= 0xBF58476D1CE4E5B9L;
        return (int) (mixed ^ mixed >>> 32);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cluster that
                && holder == that.holder
                && kept == that.kept
                && faults == that.faults
                && staleResult == that.staleResult
                && jobs.equals(that.jobs)
                && hosts.equals(that.hosts);
    }

    Cluster with(int host, Host now) {
        return new Cluster(replaced(hosts, host, now), jobs, holder, kept, faults, staleResult);
    }

    Cluster with(int job, Work now) {
        return new Cluster(hosts, replaced(jobs, job, now), holder, kept, faults, staleResult);
    }

    Cluster lock(int by, int keptFor) {
        return new Cluster(hosts, jobs, by, keptFor, faults, staleResult);
    }

    Cluster afterAFault() {
        return new Cluster(hosts, jobs, holder, kept, faults + 1, staleResult);
    }

    Cluster withStaleResult() {
        return new Cluster(hosts, jobs, holder, kept, faults, true);
    }

    private static <T> List<T> replaced(List<T> all, int index, T now) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, now);
        return List.copyOf(changed);
    }
}
