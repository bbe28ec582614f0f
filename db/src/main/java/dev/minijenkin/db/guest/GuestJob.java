package dev.minijenkin.db.guest;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Columns;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.access.SecretsAnswer;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.ActionCommits.UsedAction;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.summary.NewSummary;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/// What a guest asks under the claim of one job.
final class GuestJob implements JobAccess {
    private static final SetStatement FINISH =
            SetStatement.of(
                    """
                    select guest_finish(?, ?, ?, ?, ?, ?, ?, ?, ?, ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
                        ?::int[])
                    """);

    private static final SetStatement RESULTS =
            SetStatement.of(
                    """
                    select guest_test_results(?, ?, ?, ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                        ?::text[], ?::int[])
                    """);

    private final Database database;
    private final ClaimedJob job;

    GuestJob(Database database, ClaimedJob job) {
        this.database = database;
        this.job = job;
    }

    @Override
    public Optional<byte[]> begin(boolean unsure) {
        return database.statement(tx -> {
            tx.hint(Topic.GUEST, claim().value());
            tx.hint(Topic.RUN, job.run().value());
            return value(tx.sql().fetch("select guest_begin(?)", claim().value()), byte[].class);
        });
    }

    @Override
    public boolean finish(JobResult result, List<Annotation> annotations, String url) {
        Columns<Annotation> columns = new Columns<>(annotations);
        return database.statement(tx -> {
            tx.hint(Topic.GUEST, claim().value());
            return FINISH.rows(
                            tx,
                            row -> row.getBoolean(1),
                            SetStatement.values(
                                    claim().value(),
                                    EnumWords.of(result.conclusion()),
                                    EnumWords.ofNullable(result.cause()),
                                    PostgresText.textOrNull(result.message()),
                                    PostgresText.json(result.outputs()),
                                    result.logLines(),
                                    result.logBytes(),
                                    result.logTruncated(),
                                    PostgresText.text(url),
                                    columns.ints(Annotation::stepNumber),
                                    columns.texts(each -> EnumWords.of(each.level())),
                                    columns.texts(each -> PostgresText.text(each.title())),
                                    columns.texts(each -> PostgresText.text(each.message())),
                                    columns.texts(each -> PostgresText.text(each.path())),
                                    columns.ints(Annotation::line),
                                    columns.ints(Annotation::column)))
                    .getFirst();
        });
    }

    @Override
    public SecretsAnswer secrets() {
        Result<Record> rows =
                database.statement(tx -> {
                    Result<Record> answer =
                            tx.sql().fetch("select * from guest_secrets_of(?)", claim().value());
                    if (isWanted(answer)) {
                        tx.hint(Topic.SECRET, claim().value());
                    }
                    return answer;
                });
        if (rows.isEmpty()) {
            return new SecretsAnswer.ClaimOver();
        }
        return isWanted(rows)
                ? new SecretsAnswer.Wanted()
                : new SecretsAnswer.Given(
                        rows.stream()
                                .filter(row -> row.get("name") != null)
                                .map(Secrets::secret)
                                .toList());
    }

    private static boolean isWanted(Result<Record> answer) {
        return answer.isNotEmpty()
                && Objects.equals(answer.getFirst().get("state", String.class), "wanted");
    }

    /// Of the one whose lock the job holds, whichever that is.
    @Override
    public Map<String, String> variables(EnvironmentId environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        database.statement(
                        tx -> tx.sql().fetch("select * from guest_variables(?)", claim().value()))
                .forEach(row ->
                        variables.put(
                                row.get("name", String.class), row.get("value", String.class)));
        return variables;
    }

    @Override
    public List<UsedAction> actions() {
        return database.statement(
                        tx -> tx.sql().fetch("select * from guest_actions(?)", claim().value()))
                .map(row ->
                        new UsedAction(
                                row.get("repository", String.class),
                                row.get("ref", String.class),
                                row.get("commit_sha", String.class)));
    }

    @Override
    public Optional<String> keep(UsedAction action) {
        return database.statement(tx ->
                value(
                        tx.sql()
                                .fetch(
                                        "select guest_keep_action(?, ?, ?, ?)",
                                        claim().value(),
                                        action.repository(),
                                        action.ref(),
                                        action.commit()),
                        String.class));
    }

    @Override
    public Optional<String> defaultBranch() {
        return database.statement(tx ->
                value(
                        tx.sql().fetch("select guest_default_branch(?)", claim().value()),
                        String.class));
    }

    @Override
    public List<Artifact> artifacts() {
        return database.statement(
                        tx -> tx.sql().fetch("select * from guest_artifacts(?)", claim().value()))
                .map(Artifacts::artifact);
    }

    @Override
    public ArtifactBeginning begin(NewArtifact artifact, boolean overwrite) {
        Record begun =
                database.statement(tx ->
                        tx.sql()
                                .fetchSingle(
                                        "select * from guest_artifact_begin(?, ?, ?, ?, ?, ?)",
                                        claim().value(),
                                        artifact.name(),
                                        artifact.days(),
                                        EnumWords.of(artifact.packing()),
                                        artifact.mediaType(),
                                        overwrite));
        if (!begun.get("live", Boolean.class)) {
            return new ArtifactBeginning.ClaimOver();
        }
        Long id = begun.get("id", Long.class);
        return id == null
                ? new ArtifactBeginning.NameTaken()
                : new ArtifactBeginning.Begun(new ArtifactId(id));
    }

    @Override
    public boolean append(ArtifactId artifact, int seq, byte[] body) {
        return isSo(
                "select guest_artifact_append(?, ?, ?, ?)",
                claim().value(),
                artifact.value(),
                seq,
                body);
    }

    @Override
    public boolean complete(ArtifactId artifact, byte[] digest) {
        return isSo(
                "select guest_artifact_complete(?, ?, ?)",
                claim().value(),
                artifact.value(),
                digest);
    }

    @Override
    public Optional<byte[]> piece(ArtifactId artifact, int seq) {
        return database.statement(tx ->
                value(
                        tx.sql()
                                .fetch(
                                        "select guest_artifact_piece(?, ?, ?)",
                                        claim().value(),
                                        artifact.value(),
                                        seq),
                        byte[].class));
    }

    @Override
    public void remove(ArtifactId artifact) {
        database.run(tx ->
                tx.sql()
                        .fetch(
                                "select guest_artifact_remove(?, ?)",
                                claim().value(),
                                artifact.value()));
    }

    @Override
    public void summarise(List<NewSummary> summaries) {
        database.runInTransaction(tx ->
                summaries.forEach(summary ->
                        tx.sql()
                                .fetch(
                                        "select guest_summary(?, ?, ?, ?)",
                                        claim().value(),
                                        summary.seq(),
                                        summary.stepNumber(),
                                        PostgresText.text(summary.body()))));
    }

    @Override
    public Optional<TestReportId> beginReport(int stepNumber, String name) {
        return database.statement(tx ->
                value(
                                tx.sql()
                                        .fetch(
                                                "select guest_test_report(?, ?, ?)",
                                                claim().value(),
                                                stepNumber,
                                                name),
                                Long.class)
                        .map(TestReportId::new));
    }

    @Override
    public boolean addResults(TestReportId report, int from, List<TestResult> results) {
        Columns<TestResult> columns = new Columns<>(results);
        return database.statement(tx ->
                RESULTS.rows(
                                tx,
                                row -> row.getBoolean(1),
                                SetStatement.values(
                                        claim().value(),
                                        Math.toIntExact(report.value()),
                                        from,
                                        columns.texts(TestResult::suite),
                                        columns.texts(TestResult::name),
                                        columns.texts(each -> EnumWords.of(each.outcome())),
                                        columns.longs(TestResult::milliseconds),
                                        columns.texts(TestResult::message),
                                        columns.texts(TestResult::details),
                                        columns.texts(TestResult::path),
                                        columns.ints(TestResult::line)))
                        .getFirst());
    }

    @Override
    public boolean completeReport(TestReportId report) {
        return isSo(
                "select guest_test_report_complete(?, ?)",
                claim().value(),
                Math.toIntExact(report.value()));
    }

    private ClaimId claim() {
        return job.claim();
    }

    private boolean isSo(String call, Object... values) {
        return database.statement(
                tx -> value(tx.sql().fetch(call, values), Boolean.class).orElse(false));
    }

    /// The one value of an answer; empty where it is null.
    private static <T> Optional<T> value(Result<Record> answer, Class<T> type) {
        @Nullable T value = answer.getFirst().get(0, type);
        return Optional.ofNullable(value);
    }
}
