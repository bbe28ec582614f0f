package dev.minijenkin.db.view.runs;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;

/// Says criteria in SQL, over `pipeline_runs` alone: which pipelines are meant is asked first, so
/// that a run is not joined to be left out.
final class RunConditions {
    /// The words of [RunsNow#STATE] for runs that have not ended.
    private static final Set<String> OPEN = Set.of("running", "queued", "waiting");

    private RunConditions() {}

    static Condition all(List<RunCriterion> criteria) {
        Condition all = noCondition();
        for (RunCriterion criterion : criteria) {
            all = all.and(of(criterion));
        }
        return all;
    }

    private static Condition of(RunCriterion criterion) {
        return switch (criterion) {
            case RunCriterion.PipelineIs(String text) -> pipeline(text);
            case RunCriterion.BranchIs(String pattern) -> branch(pattern);
            case RunCriterion.StateIs(Set<String> words) when OPEN.containsAll(words) ->
                    RunsNow.OPEN.and(RunsNow.STATE.in(words));
            case RunCriterion.StateIs(Set<String> words) ->
                    PIPELINE_RUNS
                            .STATE
                            .in(words)
                            .or(
                                    PIPELINE_RUNS
                                            .CONCLUSION
                                            .isNotNull()
                                            .and(PIPELINE_RUNS.CONCLUSION.in(words)))
                            .or(PIPELINE_RUNS.CAUSE.isNotNull().and(PIPELINE_RUNS.CAUSE.in(words)));
            case RunCriterion.ActorIs(String name) -> PIPELINE_RUNS.ACTOR.equalIgnoreCase(name);
            case RunCriterion.EventIs(String name) -> PIPELINE_RUNS.EVENT.eq(name);
            case RunCriterion.CreatedWithin(var span) ->
                    condition(
                            "{0} > now() - make_interval(secs => {1})",
                            PIPELINE_RUNS.CREATED_AT, val((double) span.toSeconds()));
            case RunCriterion.NumberIs(long number) -> PIPELINE_RUNS.NUMBER.eq(number);
            case RunCriterion.TextContains(String text) ->
                    contains(PIPELINE_RUNS.TITLE, text)
                            .or(PIPELINE_RUNS.COMMIT_SHA.startsWith(text.toLowerCase(Locale.ROOT)))
                            .or(contains(PIPELINE_RUNS.REF, text))
                            .or(
                                    ofPipelines(
                                            contains(PIPELINES.NAME, text)
                                                    .or(contains(REPOSITORIES.NAME, text))));
            case RunCriterion.Not(RunCriterion inner) -> not(of(inner));
        };
    }

    private static Condition pipeline(String text) {
        return ofPipelines(
                contains(REPOSITORIES.NAME, text)
                        .or(contains(PIPELINES.NAME, text))
                        .or(
                                contains(
                                        REPOSITORIES.NAME.concat("/").concat(RunsNow.PIPELINE_NAME),
                                        text)));
    }

    /// As an array, whose length the planner does not guess from the text: it walks runs by their
    /// ids, and stops at the first page of them.
    private static Condition ofPipelines(Condition which) {
        return PIPELINE_RUNS.PIPELINE_ID.eq(
                any(
                        array(
                                select(PIPELINES.ID)
                                        .from(PIPELINES)
                                        .join(REPOSITORIES)
                                        .on(REPOSITORIES.ID.eq(PIPELINES.REPOSITORY_ID))
                                        .where(which))));
    }

    /// Whatever the case of letters. Where the text has only those of ASCII, the collation `C`
    /// makes them alike for a third of the time.
    private static Condition contains(Field<String> field, String text) {
        return US_ASCII.newEncoder().canEncode(text)
                ? lower(field.collate("C")).contains(text.toLowerCase(Locale.ROOT))
                : field.containsIgnoreCase(text);
    }

    private static Condition branch(String pattern) {
        String like =
                pattern.replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                        .replace('*', '%');
        return PIPELINE_RUNS
                .REF
                .like("refs/heads/" + like, '\\')
                .or(PIPELINE_RUNS.REF.like("refs/tags/" + like, '\\'));
    }
}
