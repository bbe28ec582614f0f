package dev.minijenkin.console.deploys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.HeldWork;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.deploy.DeployingJob;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.WaitingDeploy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploysViewModelTest {
    private final NoStage stage = new NoStage();
    private final HeldWork late = new HeldWork();
    private final List<EnvironmentView> environments = new ArrayList<>();
    private final DeploysSource source =
            new DeploysSource() {
                @Override
                public List<EnvironmentView> environments() {
                    return List.copyOf(environments);
                }

                @Override
                public History history(EnvironmentId environment) {
                    return new History(List.of(), Optional.empty());
                }
            };

    @Test
    void onlyThoseThatNothingButTheLockKeepsHaveAPlace() {
        environments.add(
                environment(
                        1,
                        waiting(1, 0, true, Optional.empty()),
                        waiting(2, 0, true, Optional.of(new WaitingDeploy.Held(false, "ana", ""))),
                        waiting(3, 0, true, Optional.empty()),
                        waiting(4, 1, false, Optional.empty())));
        DeploysViewModel model =
                new DeploysViewModel(stage.hints(), stage.clock(), stage.background(), source);
        stage.connect();
        model.attach();

        assertThat(model.rows())
                .filteredOn(DeployRow.OfWaiting.class::isInstance)
                .extracting(row -> ((DeployRow.OfWaiting) row).place())
                .containsExactly(1, 0, 2, 0);
        model.show(Optional.of(DeployKind.LOCKED));
        assertThat(model.rows()).isEmpty();
        assertThat(model.count(DeployKind.WAITED_FOR)).isEqualTo(1);
    }

    /// So that a roll back never goes where another environment would.
    @Test
    void theHistoryOfAnotherEnvironmentIsForgottenAtOnce() {
        environments.add(environment(1));
        environments.add(environment(2));
        DeploysViewModel model =
                new DeploysViewModel(stage.hints(), stage.clock(), late.background(), source);
        stage.connect();
        model.attach();
        late.answerAll();
        model.select(Optional.of(environments.getFirst()));
        model.select(Optional.of(environments.getLast()));

        assertThat(model.historyProperty().get()).isSameAs(DeploysSource.History.NONE);
        late.answer(0);
        assertThat(model.historyProperty().get())
                .as("the answer for the first one never arrives")
                .isSameAs(DeploysSource.History.NONE);
        late.answerAll();
        assertThat(model.historyProperty().get()).isNotSameAs(DeploysSource.History.NONE);
    }

    @Test
    void whyOneWaitsIsToldInTheOrderOfWhatIsToBeDone() {
        EnvironmentView environment = environment(1);
        assertThat(why(environment, waiting(1, 2, false, Optional.empty())))
                .isEqualTo("Needs 2 approvals of leads");
        assertThat(
                        why(
                                environment,
                                waiting(
                                        1,
                                        2,
                                        false,
                                        Optional.of(new WaitingDeploy.Held(false, "ana", "no")))))
                .isEqualTo("Held by ana: no");
        assertThat(why(environment, waiting(1, 0, true, Optional.empty())))
                .isEqualTo("Is about to begin");
    }

    private static String why(EnvironmentView environment, WaitingDeploy waits) {
        return DeployText.why(waits, environment, SettableClock.START);
    }

    private static EnvironmentView environment(long id, WaitingDeploy... waiting) {
        return new EnvironmentView(
                new EnvironmentId(id),
                new EnvironmentView.Name(new RepositoryId(1), "shop", "live " + id),
                new EnvironmentView.Rules(2, List.of("leads"), true, true),
                new EnvironmentView.Lock.Free(3),
                Optional.empty(),
                List.of(waiting));
    }

    private static WaitingDeploy waiting(
            long job, int missing, boolean open, Optional<WaitingDeploy.Held> held) {
        return new WaitingDeploy(
                new DeployingJob(new JobId(job), new RunId(job), "ship", "shop / deploy #" + job),
                "Release",
                "mei",
                SettableClock.START,
                new WaitingDeploy.Approvals(missing, List.of()),
                "",
                SettableClock.START,
                open,
                held);
    }
}
