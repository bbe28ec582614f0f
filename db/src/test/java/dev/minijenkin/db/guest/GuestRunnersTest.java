package dev.minijenkin.db.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.access.SecretsAnswer;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.LostClaims;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.summary.NewSummary;
import dev.minijenkin.db.testreport.TestReportId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a guest that somebody took over can do, and what not: it has all statements of a session of
/// its own, and the ids of everything.
class GuestRunnersTest {
    private static final byte[] DIGEST = new byte[32];
    private static final JobResult SUCCESS =
            new JobResult(Conclusion.SUCCESS, null, null, "{\"a\": \"b\"}", 1, 1, false);

    @AutoClose private final GuestBench bench = new GuestBench();
    private final TestDatabase test = bench.test();
    private final Database owner = bench.owner;
    private final Database first = bench.first;
    private final GuestAccess ours = bench.ours;
    private final GuestAccess theirs = bench.theirs;
    private final UUID instance = bench.instance;
    private final RepositoryId shop = bench.repository("shop");
    private final RepositoryId docs = bench.repository("docs");

    /// Whatever a guest asks under a claim that is not its own, the answer is that of a claim that
    /// never was.
    private static Map<String, Object> answers(
            GuestAccess guest, ClaimedJob job, ArtifactId artifact) {
        JobAccess asked = guest.of(job);
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("begin", asked.begin(true));
        answers.put("secrets", asked.secrets());
        answers.put("variables", asked.variables(new EnvironmentId(1)));
        answers.put("actions", asked.actions());
        answers.put("keep", asked.keep(new UsedAction("a/b", "v1", "0".repeat(40))));
        answers.put("default branch", asked.defaultBranch());
        answers.put("artifacts", asked.artifacts());
        answers.put("begin artifact", asked.begin(NewArtifact.ofFiles("x", 1), true));
        answers.put("append", asked.append(artifact, 1, new byte[1]));
        answers.put("complete", asked.complete(artifact, DIGEST));
        answers.put("piece", asked.piece(artifact, 0));
        asked.remove(artifact);
        asked.summarise(List.of(new NewSummary(1, 1, "x")));
        answers.put("begin report", asked.beginReport(1, "x"));
        answers.put("add results", asked.addResults(new TestReportId(1), 0, List.of()));
        answers.put("complete report", asked.completeReport(new TestReportId(1)));
        answers.put("log", guest.append(List.of(chunk(job))).live());
        answers.put(
                "steps",
                guest.write(Map.of(job.claim(), List.of(StepReport.pending(1, "", "forged")))));
        answers.put("return", guest.giveBack(job.claim(), true, Cause.RUNNER_LOST, "x"));
        answers.put("finish", asked.finish(SUCCESS, List.of(), "https://evil"));
        return answers;
    }

    private static Map<String, Object> nothing() {
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("begin", Optional.empty());
        nothing.put("secrets", new SecretsAnswer.ClaimOver());
        nothing.put("variables", Map.of());
        nothing.put("actions", List.of());
        nothing.put("keep", Optional.empty());
        nothing.put("default branch", Optional.empty());
        nothing.put("artifacts", List.of());
        nothing.put("begin artifact", new ArtifactBeginning.ClaimOver());
        nothing.put("append", false);
        nothing.put("complete", false);
        nothing.put("piece", Optional.empty());
        nothing.put("begin report", Optional.empty());
        nothing.put("add results", false);
        nothing.put("complete report", false);
        nothing.put("log", Set.of());
        nothing.put("steps", Set.of());
        nothing.put("return", false);
        nothing.put("finish", false);
        return nothing;
    }

    private static LogChunk chunk(ClaimedJob job) {
        return chunk(job, new byte[] {1});
    }

    private static LogChunk chunk(ClaimedJob job, byte[] body) {
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                0,
                1,
                1,
                1,
                false,
                1,
                Instant.now(),
                body);
    }

    /// Everything that is stored, but for what heartbeats change.
    private List<String> everything() {
        List<String> all = new ArrayList<>();
        for (String table :
                test.rows()
                        .texts(
                                """
                                select tablename from pg_tables
                                where schemaname = 'public' and tablename <> 'runner_heartbeats' order by 1
                                """)) {
            all.addAll(
                    test.rows()
                            .texts(
                                    "select '%1$s ' || t::text from %1$s t order by 1"
                                            .formatted(table)));
        }
        return all;
    }

    @Test
    void nothingIsToldOrDoneUnderTheClaimOfAnother() {
        bench.guestRun(shop, "one", "two");
        ClaimedJob victim = bench.takeOne(ours, "guests_a");
        ours.of(victim).begin(false);
        ArtifactId artifact =
                switch (ours.of(victim).begin(NewArtifact.ofFiles("kept", 1), false)) {
                    case ArtifactBeginning.Begun(ArtifactId id) -> id;
                    case ArtifactBeginning other -> throw new AssertionError(other);
                };
        ours.of(victim).append(artifact, 0, new byte[] {7});
        ours.of(victim).beginReport(1, "tests");
        bench.takeOne(theirs, "guests_b");
        owner.transaction(tx -> SampleData.queuedRun(tx, shop, "own"));
        UUID of = UUID.randomUUID();
        ClaimedJob trusted =
                owner.transaction(tx -> SampleData.claim(tx, SampleData.runner(tx, "oak", of), of));
        ClaimedJob none = withClaim(victim, new ClaimId(4711));

        List<String> before = everything();
        for (ClaimedJob job : List.of(victim, trusted, none)) {
            assertThat(answers(theirs, job, artifact)).as("%s", job.claim()).isEqualTo(nothing());
        }
        assertThat(everything()).isEqualTo(before);
        assertThat(ours.of(victim).complete(artifact, DIGEST)).isTrue();
    }

    private static ClaimedJob withClaim(ClaimedJob job, ClaimId claim) {
        return new ClaimedJob(
                claim,
                job.job(),
                job.run(),
                job.repository(),
                job.key(),
                job.definition(),
                job.event(),
                job.terms(),
                job.title(),
                job.source());
    }

    @Test
    void aClaimIsOverWithItsReportItsReleaseAndItsProcess() {
        bench.guestRun(shop, "one", "two", "three");
        RunnerId runner = bench.register(ours, "guests_a", 4);
        List<ClaimedJob> jobs = bench.take(ours, runner, 3);
        jobs.forEach(job -> assertThat(ours.of(job).begin(false)).isPresent());

        assertThat(ours.of(jobs.get(0)).finish(SUCCESS, List.of(), "")).isTrue();
        assertThat(answers(ours, jobs.get(0), new ArtifactId(0))).isEqualTo(nothing());
        test.rows()
                .execute(
                        "update claims set released_at = now(), outcome = 'runner_lost' where id = "
                                + jobs.get(1).claim().value());
        assertThat(answers(ours, jobs.get(1), new ArtifactId(0))).isEqualTo(nothing());
        assertThat(ours.beat(runner, instance, 0, List.of(), false).live())
                .containsExactly(jobs.get(2).claim());
        test.rows().execute("update runners set instance = gen_random_uuid()");
        assertThat(answers(ours, jobs.get(2), new ArtifactId(0))).isEqualTo(nothing());
        assertThat(ours.beat(runner, instance, 0, List.of(), false).registered()).isFalse();
    }

    @Test
    void artifactsOfAnotherRunAreNeitherReadNorRemoved() {
        bench.guestRun(shop, "one");
        ClaimedJob other = bench.takeOne(ours, "guests_a");
        ArtifactId artifact =
                ((ArtifactBeginning.Begun)
                                ours.of(other).begin(NewArtifact.ofFiles("kept", 1), false))
                        .id();
        ours.of(other).append(artifact, 0, new byte[] {7});
        ours.of(other).complete(artifact, DIGEST);
        assertThat(ours.of(other).piece(artifact, 0)).contains(new byte[] {7});
        bench.guestRun(shop, "one");
        JobAccess own = theirs.of(bench.takeOne(theirs, "guests_b"));

        assertThat(own.artifacts()).isEmpty();
        assertThat(own.piece(artifact, 0)).isEmpty();
        assertThat(own.append(artifact, 1, new byte[1])).isFalse();
        assertThat(own.complete(artifact, new byte[32])).isFalse();
        own.remove(artifact);
        assertThat(ours.of(other).artifacts()).hasSize(1);
    }

    @Test
    void itTakesNoMoreThanItHasSlotsAndNothingThatIsNotForGuests() {
        owner.transaction(tx -> SampleData.queuedRun(tx, shop, "own"));
        bench.guestRun(shop, "one", "two", "three");
        RunnerId runner = bench.register(ours, "guests_a", 2);
        List<Integer> all =
                test.rows().texts("select id from label_sets").stream()
                        .map(Integer::valueOf)
                        .toList();
        assertThat(all).hasSize(2);

        List<ClaimedJob> jobs =
                ours.take(runner, instance, all, new ClaimFloor(System::nanoTime), 50);

        assertThat(jobs).extracting(ClaimedJob::key).containsExactly("one", "two");
        assertThat(bench.take(ours, runner, 50)).isEmpty();
        assertThat(test.rows().count("queue")).isEqualTo(2);
        ours.of(jobs.getFirst()).begin(false);
        ours.of(jobs.getFirst()).finish(SUCCESS, List.of(), "");
        assertThat(bench.take(ours, runner, 50))
                .extracting(ClaimedJob::key)
                .containsExactly("three");
    }

    @Test
    void aLoginThatIsLimitedTakesJobsOfItsRepositoriesOnly() {
        bench.guestRun(shop, "one");
        bench.guestRun(docs, "two");
        test.rows()
                .execute(
                        "insert into person_limits (login, repositories) values ('guests_a', array[%d])"
                                .formatted(docs.value()));
        RunnerId runner = bench.register(ours, "guests_a", 4);

        assertThat(bench.take(ours, runner, 4)).extracting(ClaimedJob::key).containsExactly("two");
        assertThat(ours.beat(runner, instance, 0, ours.labelSets(List.of("linux")), false).queued())
                .isFalse();
    }

    @Test
    void limitsCountForGuestsToo() {
        bench.guestRun(shop, "one", "two");
        bench.guestRun(docs, "three");
        test.rows()
                .execute(
                        "insert into claim_limits (repository_id, most) values (%d, 1)"
                                .formatted(shop.value()));
        RunnerId runner = bench.register(ours, "guests_a", 4);

        assertThat(bench.take(ours, runner, 4))
                .extracting(ClaimedJob::key)
                .containsExactlyInAnyOrder("one", "three");
    }

    /// Neither what its login may not have nor what a full limit keeps back is read, however much
    /// stands in front.
    @Test
    void whatItMayNotTakeIsPassedOver() {
        RunnerId runner = bench.register(ours, "guests_a", 4);
        bench.guestRun(shop, "one");
        assertThat(bench.take(ours, runner, 1)).hasSize(1);
        bench.guestRun(docs, "two");
        test.rows()
                .execute(
                        """
                        alter table queue drop constraint queue_job_id_fkey;
                        insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                        select q.label_set_id, 1, n, 1000000 + n, %d from queue q cross join generate_series(1, 100000) n;
                        analyze queue;
                        """
                                .formatted(shop.value()));
        for (String limit :
                List.of(
                        "insert into claim_limits (repository_id, most) values (%d, 1)"
                                .formatted(shop.value()),
                        "insert into person_limits (login, repositories) values ('guests_a', array[%d])"
                                .formatted(docs.value()))) {
            test.rows().execute(limit);

            assertThat(pagesOfATake(runner)).as(limit).isLessThan(500);
            test.rows().execute("delete from claim_limits");
        }
        assertThat(test.rows().texts("select key from jobs where state = 'claimed'"))
                .containsExactlyInAnyOrder("one", "two");
    }

    /// Of the second one of a transaction, which has its plans.
    private int pagesOfATake(RunnerId runner) {
        int[] sets =
                ours.labelSets(List.of("linux")).stream().mapToInt(Integer::intValue).toArray();
        String plan =
                first.transaction(tx -> {
                    String last = "";
                    for (int i = 0; i < 2; i++) {
                        last =
                                tx.sql()
                                        .fetch(
                                                """
                                                explain (analyze, buffers, timing off, summary off, costs off)
                                                select * from guest_take(?::int[], array[0]::smallint[], array[0]::bigint[], ?, ?::uuid, 4)
                                                """,
                                                sets,
                                                runner.value(),
                                                instance)
                                        .getValues(0, String.class)
                                        .toString();
                    }
                    return last;
                });
        Matcher found = Pattern.compile("shared hit=([0-9]+)").matcher(plan);
        assertThat(found.find()).as(plan).isTrue();
        return Integer.parseInt(found.group(1));
    }

    @Test
    void itSpeaksForNoOtherRunner() {
        bench.guestRun(shop, "one");
        RunnerId other = bench.register(ours, "guests_a", 4);
        bench.register(theirs, "guests_b", 4);

        assertThat(theirs.beat(other, instance, 0, List.of(), false).registered()).isFalse();
        assertThat(bench.take(theirs, other, 1)).isEmpty();
        theirs.stop(other, instance);
        assertThat(ours.beat(other, instance, 0, List.of(), false).registered()).isTrue();
        for (String name : List.of("guests_a", "oak", "guests_bb")) {
            assertThatThrownBy(() -> bench.register(theirs, name, 1))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("A guest runner that logs in as guests_b is called so");
        }
        for (int i = 1; i < 10; i++) {
            bench.register(theirs, "guests_b-" + i, 1);
        }
        assertThatThrownBy(() -> bench.register(theirs, "guests_b-10", 1))
                .hasMessageContaining("ten names");
    }

    @Test
    void itFloodsNothing() {
        bench.guestRun(shop, "one");
        ClaimedJob job = bench.takeOne(ours, "guests_a");
        test.rows().execute("update settings set guest_artifact_limit_bytes = 3000000");

        assertThatThrownBy(() -> ours.append(List.of(chunk(job, new byte[1 << 21]))))
                .hasMessageContaining("too big");
        ArtifactId artifact =
                ((ArtifactBeginning.Begun) ours.of(job).begin(NewArtifact.ofFiles("big", 1), false))
                        .id();
        assertThat(ours.of(job).append(artifact, 0, new byte[1 << 20])).isTrue();
        assertThat(ours.of(job).append(artifact, 1, new byte[1 << 20])).isTrue();
        assertThatThrownBy(() -> ours.of(job).append(artifact, 2, new byte[1 << 20]))
                .hasMessageContaining("3000000 bytes at most");
        assertThatThrownBy(() ->
                        ours.of(job)
                                .finish(
                                        new JobResult(
                                                Conclusion.FAILURE, null, null, "{}", 1, 1, false),
                                        List.of(),
                                        ""))
                .hasMessageContaining("cause");
    }

    /// It may leave its transaction open for as long as it likes.
    @Test
    void nobodyWaitsForWhatItHolds() {
        bench.guestRun(shop, "one", "two");
        test.rows()
                .execute(
                        "insert into claim_limits (repository_id, most) values (%d, 5)"
                                .formatted(shop.value()));
        RunnerId runner = bench.register(ours, "guests_a", 4);
        ClaimedJob job = bench.take(ours, runner, 1).getFirst();
        List<Integer> sets = ours.labelSets(List.of("linux"));
        try (OpenTransaction<?> _ =
                OpenTransaction.begin(
                        first,
                        tx -> {
                            tx.sql()
                                    .fetch(
                                            "select * from guest_take(?, '{0}', '{0}', ?, ?, 4)",
                                            sets.toArray(Integer[]::new), runner.value(), instance);
                            return tx.sql()
                                    .fetch(
                                            "select guest_summary(?, 1, 1, 'x')",
                                            job.claim().value());
                        })) {
            owner.transaction(tx -> SampleData.queuedRun(tx, shop, "own"));
            UUID of = UUID.randomUUID();
            RunnerId oak = owner.transaction(tx -> SampleData.runner(tx, "oak", of));
            assertThat(owner.transaction(tx -> SampleData.claim(tx, oak, of)).key())
                    .isEqualTo("own");
            test.rows()
                    .execute("update runners set stopped_at = now() where guest_login is not null");
            var lost = owner.statement(tx -> LostClaims.ofLostRunners(tx, new ClaimId(0), 10));
            assertThat(lost).hasSize(1);
            assertThat(owner.<Boolean>transaction(tx -> LostClaims.release(tx, lost.getFirst())))
                    .as("left to the next look")
                    .isFalse();
        }
        var lost = owner.statement(tx -> LostClaims.ofLostRunners(tx, new ClaimId(0), 10));
        assertThat(owner.<Boolean>transaction(tx -> LostClaims.release(tx, lost.getFirst())))
                .isTrue();
    }

    @Test
    void itReadsNoTableAndCallsNothingButItsFunctions() {
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select c.relname from pg_class c
                                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                                            and has_any_column_privilege('mj_guest_runner', c.oid, 'select,insert,update')
                                        """))
                .containsExactly("flyway_schema_history");
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select p.proname from pg_proc p
                                        where p.pronamespace = 'public'::regnamespace
                                            and has_function_privilege('mj_guest_runner', p.oid, 'execute')
                                            and (p.proname not like 'guest\\_%' or not p.prosecdef)
                                        """))
                .isEmpty();
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select c.relname from pg_class c
                                        where c.relnamespace = 'public'::regnamespace
                                            and case c.relkind when 'S' then
                                                has_sequence_privilege('mj_guest_runner', c.oid, 'usage,select,update') end
                                        """))
                .isEmpty();
    }
}
