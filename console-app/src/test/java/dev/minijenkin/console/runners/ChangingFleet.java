package dev.minijenkin.console.runners;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.sample.ChangingRows;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.view.runner.RunnerJob;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Runners, and what they carry out.
public final class ChangingFleet implements RunnersSource, ChangingRows {
    private static final int MOST = 6;

    private final Random random;
    private final List<RunnerView> runners = new ArrayList<>();
    private long ids;

    public ChangingFleet(Random random) {
        this.random = random;
        for (int i = 0; i < MOST; i++) {
            add();
        }
    }

    @Override
    public Screen screen(Around around) {
        return Fxml.load(
                new RunnersController(
                        new RunnersController.Parts(
                                new RunnersViewModel(
                                        around.stage().hints(),
                                        around.stage().clock(),
                                        around.stage().background(),
                                        this),
                                around.navigator(),
                                around.notices(),
                                around.actions(),
                                around.stage().clock())),
                "RunnersView.fxml");
    }

    @Override
    public Place place() {
        return new Place.RunnersPlace();
    }

    @Override
    public RunnersNow now() {
        return new RunnersNow(List.copyOf(runners), List.of());
    }

    @Override
    public void change() {
        int at = random.nextInt(runners.size());
        switch (random.nextInt(5)) {
            case 0 -> add();
            case 1 -> {
                if (runners.size() > 2) {
                    runners.remove(at);
                }
            }
            case 2 -> Collections.shuffle(runners, random);
            default -> runners.set(at, runner(runners.get(at).id().value()));
        }
    }

    private void add() {
        ids++;
        runners.add(random.nextInt(runners.size() + 1), runner(ids));
        if (runners.size() > MOST) {
            runners.removeLast();
        }
    }

    private RunnerView runner(long id) {
        List<RunnerJob> jobs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ids++;
            jobs.add(
                    new RunnerJob(
                            new JobId(1000 + ids),
                            "job " + ids,
                            new RunId(1),
                            "shop / ci #1",
                            SettableClock.START,
                            null));
        }
        return new RunnerView(
                new RunnerId(id),
                "oak-" + id,
                List.of("linux"),
                new RunnerView.Slots(4, jobs.size(), List.of()),
                new RunnerView.Life(SettableClock.START, random.nextInt(3) > 0),
                new RunnerView.Host("host", "linux", "x64", "1", null),
                random.nextInt(3) == 0
                        ? Optional.of(new RunnerView.Draining("ana", ""))
                        : Optional.empty(),
                jobs);
    }

    @Override
    public Set<String> things(Object row) {
        return row instanceof RunnerRow.OfJob of
                ? Set.of("job " + of.job().job().value(), "run 1")
                : Set.of("runner " + ((RunnerRow) row).runner().name());
    }
}
