package dev.minijenkin.db.guest;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.db.log.AppendOutcome;
import dev.minijenkin.db.log.LogArrays;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.step.StepArrays;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.db.seal.SealingKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The door of guest runners: calls functions that look at the claim themselves. What a function
/// cannot do, because nobody who runs code of strangers may, is reported, and others do it
/// ([GuestReports]).
public final class GuestAccess implements RunnerAccess {
    private static final SetStatement APPEND =
            SetStatement.of(
                    """
                    select * from guest_append(?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::int[], ?::bool[], ?::int[],
                        ?::bigint[], ?::bytea[])
                    """);

    private static final SetStatement STEPS =
            SetStatement.of(
                    """
                    select * from guest_steps(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::int[], ?::bigint[], ?::bigint[], ?::bigint[])
                    """);

    private final Database database;
    private final SealingKey key;

    /// @param key to which the secrets of its jobs are sealed
    public GuestAccess(Database database, SealingKey key) {
        this.database = database;
        this.key = key;
    }

    @Override
    public RegistrationOutcome register(RunnerRegistration registration, Set<UUID> dead) {
        return database.transaction(tx -> register(tx, registration, dead));
    }

    private RegistrationOutcome register(Tx tx, RunnerRegistration wanted, Set<UUID> dead) {
        while (true) {
            var rows =
                    tx.sql()
                            .fetch(
                                    "select * from guest_register(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                    wanted.name(),
                                    wanted.instance(),
                                    wanted.labels().toArray(String[]::new),
                                    wanted.capacity(),
                                    wanted.host(),
                                    wanted.os(),
                                    wanted.architecture(),
                                    wanted.version(),
                                    wanted.pid(),
                                    dead.toArray(UUID[]::new),
                                    key.keyset());
            if (rows.isEmpty()) {
                // The name has another holder by now than was seen.
                continue;
            }
            var row = rows.getFirst();
            Long taken = row.get("runner", Long.class);
            if (taken == null) {
                return new RegistrationOutcome.NameTaken(
                        row.get("held_on", String.class),
                        row.get("held_by", Long.class),
                        Duration.ofMillis((long) (row.get("silent_for", Double.class) * 1000)));
            }
            tx.hint(Topic.RUNNER, taken);
            return new RegistrationOutcome.Registered(
                    new RunnerId(taken),
                    Duration.ofSeconds(row.get("lease_seconds", Integer.class)));
        }
    }

    @Override
    public Heartbeat beat(
            RunnerId runner, UUID instance, float load, List<Integer> wanted, boolean counting) {
        return database.statement(tx ->
                Runners.heartbeat(
                        tx.sql()
                                .fetchSingle(
                                        "select * from guest_beat(?, ?, ?, ?)",
                                        runner.value(),
                                        instance,
                                        load,
                                        wanted.toArray(Integer[]::new)),
                        0));
    }

    /// Whether a runner drains is for people to say: a guest is counted on until it leaves.
    @Override
    public void drain(RunnerId runner) {}

    @Override
    public void stop(RunnerId runner, UUID instance) {
        database.run(tx -> {
            tx.sql().fetch("select guest_stop(?, ?)", runner.value(), instance);
            tx.hint(Topic.RUNNER, runner.value());
        });
    }

    @Override
    public List<Integer> labelSets(List<String> labels) {
        return database.statement(tx ->
                tx.sql()
                        .fetch(
                                "select * from guest_label_sets(?) as id",
                                (Object) labels.toArray(String[]::new))
                        .getValues("id", Integer.class));
    }

    @Override
    public List<ClaimedJob> take(
            RunnerId runner, UUID instance, List<Integer> labelSets, ClaimFloor floor, int limit) {
        return database.statement(
                tx -> Claims.takeAsGuest(tx, runner, instance, labelSets, floor, limit));
    }

    /// Ends none and takes none: each job of a guest ends alone.
    @Override
    public JobExchange exchange(
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int free,
            List<JobEnding> ending) {
        return new JobExchange(Set.of(), List.of(), true);
    }

    @Override
    public Set<ClaimId> succeeded(List<JobEnding> jobs) {
        return Set.of();
    }

    @Override
    public AppendOutcome append(List<LogChunk> chunks) {
        return new AppendOutcome(
                chunks.isEmpty() ? Set.of() : database.statement(tx -> append(tx, chunks)));
    }

    private static Set<ClaimId> append(Tx tx, List<LogChunk> chunks) {
        return new HashSet<>(
                APPEND.rows(
                        tx,
                        row -> {
                            if (row.getBoolean(3)) {
                                tx.hint(Topic.LOG, row.getLong(2));
                            }
                            return new ClaimId(row.getLong(1));
                        },
                        LogArrays.values(chunks)));
    }

    @Override
    public Set<ClaimId> write(Map<ClaimId, List<StepReport>> reports) {
        return database.statement(tx ->
                new HashSet<>(
                        STEPS.rows(
                                tx,
                                row -> {
                                    tx.hint(Topic.RUN, row.getLong(2));
                                    return new ClaimId(row.getLong(1));
                                },
                                StepArrays.values(reports))));
    }

    /// Whoever carries it out says why.
    @Override
    public boolean giveBack(ClaimId claim, boolean heardOf, Cause cause, String message) {
        return database.statement(tx -> {
            tx.hint(Topic.GUEST, claim.value());
            return tx.sql()
                    .fetchSingle("select guest_return(?, ?) as live", claim.value(), heardOf)
                    .get("live", Boolean.class);
        });
    }

    @Override
    public JobAccess of(ClaimedJob job) {
        return new GuestJob(database, job);
    }
}
