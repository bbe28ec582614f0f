package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.outbox.CheckRuns.Columns;
import dev.minijenkin.db.outbox.CheckRuns.Note;
import dev.minijenkin.db.outbox.OpenCheck.Stand;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CheckRunsTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();
    private final TargetId target = bench.webhook("checks", TargetEvent.RUN_FINISHED);
    private final Run run = bench.run("refs/heads/main");
    private final JobId job = bench.database.statement(tx -> SampleData.jobOf(tx, run, "build"));

    @Test
    void aJobIsOpenUntilTheForgeKnowsHowItStands() {
        assertThat(open())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.job()).isEqualTo(job);
                    assertThat(check.name()).isEqualTo("ci / build");
                    assertThat(check.commit()).isEqualTo(SampleData.COMMIT);
                    assertThat(check.stand()).isEqualTo(Stand.QUEUED);
                    assertThat(check.check()).isEmpty();
                });

        told(Stand.QUEUED, 0);
        assertThat(open()).isEmpty();

        bench.finish(run, Conclusion.FAILURE);
        assertThat(open())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.stand()).isEqualTo(Stand.COMPLETED);
                    assertThat(check.conclusion()).contains(Conclusion.FAILURE);
                    assertThat(check.check()).hasValue(77);
                    assertThat(check.finishedAt()).isPresent();
                });
        told(Stand.COMPLETED, 0);
        assertThat(open()).isEmpty();
    }

    @Test
    void whatOneTargetKnowsAnotherDoesNot() {
        told(Stand.QUEUED, 0);
        TargetId other = bench.webhook("other", TargetEvent.RUN_FINISHED);

        assertThat(
                        bench.database.<List<OpenCheck>>statement(
                                tx -> CheckRuns.open(tx, other, run.id(), 1)))
                .hasSize(1);
    }

    @Test
    void aJobThatEndedIsOpenWhileTheForgeHasNotAllThatItNoted() {
        note("'failure', null, 'one', null, null, null, null, null");
        note("'warning', null, 'two', null, null, null, null, null");
        told(Stand.QUEUED, 0);
        assertThat(open()).as("notes come with the end").isEmpty();

        bench.finish(run, Conclusion.FAILURE);
        told(Stand.COMPLETED, 1);
        assertThat(open()).extracting(OpenCheck::annotations).containsExactly(1);

        told(Stand.COMPLETED, 2);
        assertThat(open()).isEmpty();
    }

    @Test
    void callsAndWhatWasTakenOverFromAnEarlierAttemptHaveNoCheckOfTheirOwn() {
        bench.rows().execute("update jobs set form = 'call', calls = 'called.yml'");
        assertThat(open()).isEmpty();

        bench.rows().execute("update jobs set form = 'steps', calls = null, reused_job_id = id");
        assertThat(open()).isEmpty();
    }

    @Test
    void notesComeInTheirOrderInParts() {
        note("'failure', 'Compiler', 'first', 'src/Main.java', 12, 5, 12, 9");
        note("'warning', null, 'second', 'src/Main.java', 12, 5, 14, 2");
        note("'notice', null, 'third', null, null, null, null, null");

        assertThat(notes(0, 2))
                .containsExactly(
                        new Note(
                                AnnotationLevel.FAILURE,
                                "Compiler",
                                "first",
                                "src/Main.java",
                                12,
                                12,
                                Optional.of(new Columns(5, 9))),
                        // Columns of different lines say nothing to a forge.
                        new Note(
                                AnnotationLevel.WARNING,
                                "",
                                "second",
                                "src/Main.java",
                                12,
                                14,
                                Optional.empty()));
        assertThat(notes(2, 2))
                .containsExactly(
                        new Note(AnnotationLevel.NOTICE, "", "third", "", 1, 1, Optional.empty()));
    }

    /// @param values level, title, message, path, line and column, and where they end
    private void note(String values) {
        bench.rows()
                .execute(
                        """
                        insert into annotations (run_id, attempt, job_id, level, title, message, path, line, column_number,
                            end_line, end_column_number)
                        values (%d, 1, %d, %s)
                        """
                                .formatted(run.id().value(), job.value(), values));
    }

    private void told(Stand stand, int annotations) {
        bench.database.run(tx -> CheckRuns.told(tx, target, job, 77, stand, annotations));
    }

    private List<OpenCheck> open() {
        return bench.database.statement(tx -> CheckRuns.open(tx, target, run.id(), 1));
    }

    private List<Note> notes(int after, int most) {
        return bench.database.statement(tx -> CheckRuns.notes(tx, job, after, most));
    }
}
