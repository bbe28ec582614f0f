package dev.minijenkin.console.runners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.view.runner.RunnerJob;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunnersViewModelTest {
    private final NoStage stage = new NoStage();
    private final List<RunnerView> runners = new ArrayList<>();
    private int read;
    private final RunnersViewModel model =
            new RunnersViewModel(
                    stage.hints(),
                    stage.clock(),
                    stage.background(),
                    () -> {
                        read++;
                        return new RunnersNow(
                                List.copyOf(runners),
                                List.of(new RunnersNow.AskedSet(List.of("linux"), 3)));
                    });

    @Test
    void whatARunnerDoesStandsBelowItUntilItIsFolded() {
        runners.add(runner(1, "oak", true, Optional.empty(), 7));
        runners.add(runner(2, "elm", false, Optional.empty()));
        attach();

        assertThat(rows()).containsExactly("oak", "job 7", "elm", "trouble of elm");
        model.fold(runners.getFirst(), false);
        assertThat(rows()).containsExactly("oak", "elm", "trouble of elm");
        model.show(Optional.of(RunnerKind.SILENT));
        assertThat(rows()).containsExactly("elm", "trouble of elm");
    }

    @Test
    void heartbeatsAreReadThoughTheyMakeNoHint() {
        attach();
        read = 0;
        stage.pass(Duration.ofSeconds(4));
        assertThat(read).isZero();
        stage.pass(Duration.ofSeconds(1));
        assertThat(read).isEqualTo(1);
        model.detach();
        stage.pass(Duration.ofMinutes(1));
        assertThat(read).isEqualTo(1);
    }

    @Test
    void aDrainSaysWhoWouldHaveNoRunnerAndWhatIsLeft() {
        runners.add(runner(1, "oak", true, Optional.empty(), 7));
        runners.add(runner(2, "elm", true, Optional.empty()));
        RunnersNow now =
                new RunnersNow(runners, List.of(new RunnersNow.AskedSet(List.of("linux"), 3)));

        assertThat(RunnerText.drain(now, runners.subList(0, 1)))
                .isEqualTo(
                        "Nothing that is in the queue now needs it alone. 1 job under way there may"
                                + " finish first. Slots that take jobs go from 8 to 4.");
        assertThat(RunnerText.drain(now, runners))
                .startsWith("3 jobs in the queue would have no runner until they are back.")
                .endsWith("Slots that take jobs go from 8 to 0.");
    }

    private void attach() {
        stage.connect();
        model.attach();
    }

    private List<String> rows() {
        return model.rows().stream()
                .map(row ->
                        switch (row) {
                            case RunnerRow.OfRunner of -> of.runner().name();
                            case RunnerRow.OfTrouble of -> "trouble of " + of.runner().name();
                            case RunnerRow.OfJob of -> of.job().name();
                        })
                .toList();
    }

    private static RunnerView runner(
            long id,
            String name,
            boolean online,
            Optional<RunnerView.Draining> draining,
            long... jobs) {
        List<RunnerJob> running = new ArrayList<>();
        for (long job : jobs) {
            running.add(
                    new RunnerJob(
                            new JobId(job),
                            "job " + job,
                            new RunId(1),
                            "shop / ci #1",
                            SettableClock.START,
                            null));
        }
        return new RunnerView(
                new RunnerId(id),
                name,
                List.of("linux"),
                new RunnerView.Slots(4, jobs.length, List.of()),
                new RunnerView.Life(SettableClock.START, online),
                new RunnerView.Host("host", "linux", "x64", "1", null),
                draining,
                running);
    }
}
