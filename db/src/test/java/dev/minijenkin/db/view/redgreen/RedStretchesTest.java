package dev.minijenkin.db.view.redgreen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedStretchesTest {
    private static final String MAIN = "refs/heads/main";

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void aStretchBeginsAfterTheLastSuccessAndEndsWithTheNext() {
        success(MAIN);
        Run green = success(MAIN);
        Run first = failure(MAIN);
        Run second = failure(MAIN);
        Run mended = success(MAIN);
        failure(MAIN);

        for (Run within : List.of(first, second)) {
            RedStretch stretch = around(within).orElseThrow();
            assertThat(stretch.green()).map(BranchRun::id).contains(green.id());
            assertThat(stretch.red())
                    .extracting(BranchRun::id)
                    .containsExactly(first.id(), second.id());
            assertThat(stretch.runs()).isEqualTo(2);
            assertThat(stretch.attempts()).isEqualTo(2);
            assertThat(stretch.mended()).map(BranchRun::id).contains(mended.id());
            assertThat(stretch.since()).isEqualTo(stretch.red().getFirst().finished());
            assertThat(stretch.around().getLast().id()).isEqualTo(mended.id());
        }
    }

    @Test
    void aBranchThatWasNeverGreenAndIsRedStillHasOpenEnds() {
        Run only = failure(MAIN);

        RedStretch stretch = around(only).orElseThrow();

        assertThat(stretch.green()).isEmpty();
        assertThat(stretch.mended()).isEmpty();
        assertThat(stretch.around()).extracting(BranchRun::id).containsExactly(only.id());
    }

    @Test
    void aRunThatSucceededLiesInNone() {
        failure(MAIN);

        assertThat(around(success(MAIN))).isEmpty();
    }

    @Test
    void aRunThatWasCancelledLiesInTheStretchOfItsBranchAndIsNoneOfItsFailures() {
        success(MAIN);
        Run alone = end(MAIN, Conclusion.CANCELLED);
        assertThat(around(alone)).as("nothing failed").isEmpty();

        Run failed = failure(MAIN);
        assertThat(around(alone).orElseThrow().red())
                .extracting(BranchRun::id)
                .containsExactly(failed.id());
    }

    @Test
    void otherBranchesAndOtherPipelinesSayNothing() {
        Run green = success(MAIN);
        Run red = failure(MAIN);
        success("refs/heads/other");
        failure("refs/heads/other");
        end(new SampleRun().of("deploy").on(MAIN), Conclusion.SUCCESS);

        RedStretch stretch = around(red).orElseThrow();

        assertThat(stretch.red()).extracting(BranchRun::id).containsExactly(red.id());
        assertThat(stretch.mended()).isEmpty();
        assertThat(stretch.around())
                .extracting(BranchRun::id)
                .containsExactly(green.id(), red.id());
    }

    @Test
    void ofALongStretchItsBeginAndItsEndAreTold() {
        Run first = failure(MAIN);
        Run last = first;
        for (int i = 0; i < RedStretches.MOST + 4; i++) {
            last = failure(MAIN);
        }

        RedStretch stretch = around(first).orElseThrow();

        assertThat(stretch.runs()).isEqualTo(RedStretches.MOST + 5);
        assertThat(stretch.red()).hasSize(RedStretches.MOST);
        assertThat(stretch.red().getFirst().id()).isEqualTo(first.id());
        assertThat(stretch.red().getLast().id()).isEqualTo(last.id());
    }

    @Test
    void errorsThatDifferOnlyInNumbersAreOne() {
        Run first = failure(MAIN, "Port 4711 is in use");
        failure(MAIN, "Port 4712 is in use");
        assertThat(around(first).orElseThrow().errors()).isOne();

        failure(MAIN, "No such file");
        assertThat(around(first).orElseThrow().errors()).isEqualTo(2);
    }

    private Optional<RedStretch> around(Run run) {
        return database.transaction(tx -> RedStretches.around(tx, run.id()));
    }

    private Run success(String ref) {
        return end(ref, Conclusion.SUCCESS);
    }

    private Run failure(String ref) {
        return end(ref, Conclusion.FAILURE);
    }

    private Run failure(String ref, String message) {
        Run run = failure(ref);
        test.rows()
                .execute(
                        """
                        insert into annotations (run_id, attempt, job_id, level, message)
                        select j.run_id, j.attempt, j.id, 'failure', '%s' from jobs j where j.run_id = %d
                        """
                                .formatted(message, run.id().value()));
        return run;
    }

    private Run end(String ref, Conclusion conclusion) {
        return end(new SampleRun().on(ref), conclusion);
    }

    private Run end(SampleRun sample, Conclusion conclusion) {
        return database.transaction(tx -> {
            Run run = sample.insert(tx, shop);
            SampleData.add(tx, run, "build");
            SampleData.finish(tx, run, conclusion);
            return run;
        });
    }
}
