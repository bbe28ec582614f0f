package dev.minijenkin.console.deploys;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.sample.ChangingRows;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.view.deploy.DeployingJob;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.WaitingDeploy;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Environments, and who waits there.
public final class ChangingEnvironments implements DeploysSource, ChangingRows {
    private static final int MOST = 5;

    private final Random random;
    private final List<EnvironmentView> environments = new ArrayList<>();
    private long ids;

    public ChangingEnvironments(Random random) {
        this.random = random;
        for (int i = 0; i < MOST; i++) {
            add();
        }
    }

    @Override
    public Screen screen(Around around) {
        DeploysController controller =
                new DeploysController(
                        new DeploysController.Parts(
                                new DeploysViewModel(
                                        around.stage().hints(),
                                        around.stage().clock(),
                                        around.stage().background(),
                                        this),
                                around.navigator(),
                                around.notices(),
                                around.actions(),
                                around.stage().clock()));
        return Fxml.load(controller, "DeploysView.fxml", controller.parts());
    }

    @Override
    public Place place() {
        return new Place.DeploysPlace();
    }

    @Override
    public List<EnvironmentView> environments() {
        return List.copyOf(environments);
    }

    @Override
    public History history(EnvironmentId environment) {
        PastDeployment good =
                new PastDeployment(
                        environment.value() + 500,
                        new JobId(environment.value() + 600),
                        new RunId(environment.value() + 700),
                        "ship of ci #1",
                        "0123456789abcdef",
                        "succeeded",
                        "ana",
                        SettableClock.START.atOffset(ZoneOffset.UTC),
                        Optional.empty(),
                        List.of(),
                        List.of());
        return new History(List.of(good), Optional.of(good));
    }

    @Override
    public void change() {
        int at = random.nextInt(environments.size());
        switch (random.nextInt(5)) {
            case 0 -> add();
            case 1 -> {
                if (environments.size() > 2) {
                    environments.remove(at);
                }
            }
            case 2 -> Collections.shuffle(environments, random);
            default -> {
                EnvironmentView of = environments.get(at);
                List<WaitingDeploy> waiting = new ArrayList<>(of.waiting());
                if (!waiting.isEmpty() && random.nextBoolean()) {
                    waiting.removeFirst();
                }
                waiting.add(random.nextInt(waiting.size() + 1), waiting());
                environments.set(at, environment(of.id().value(), waiting));
            }
        }
    }

    private void add() {
        ids++;
        environments.add(
                random.nextInt(environments.size() + 1),
                environment(ids, List.of(waiting(), waiting())));
        if (environments.size() > MOST) {
            environments.removeLast();
        }
    }

    private EnvironmentView environment(long id, List<WaitingDeploy> waiting) {
        return new EnvironmentView(
                new EnvironmentId(id),
                new EnvironmentView.Name(new RepositoryId(1), "shop", "live-" + id),
                new EnvironmentView.Rules(2, List.of("leads"), true, true),
                random.nextBoolean()
                        ? new EnvironmentView.Lock.Free(3)
                        : new EnvironmentView.Lock.Kept(3, "it failed", null),
                Optional.empty(),
                waiting.stream().limit(3).toList());
    }

    private WaitingDeploy waiting() {
        ids++;
        boolean open = random.nextBoolean();
        return new WaitingDeploy(
                new DeployingJob(
                        new JobId(1000 + ids), new RunId(2000 + ids), "ship", "shop / ci #" + ids),
                "Release",
                "mei",
                SettableClock.START,
                new WaitingDeploy.Approvals(open ? 0 : 1, List.of()),
                "",
                SettableClock.START,
                open,
                random.nextInt(3) == 0
                        ? Optional.of(new WaitingDeploy.Held(random.nextBoolean(), "ana", ""))
                        : Optional.empty());
    }

    @Override
    public Set<String> things(Object row) {
        EnvironmentView environment = ((DeployRow) row).environment();
        Set<String> things = new HashSet<>();
        things.add("environment " + environment.name().name());
        things.add("deployment " + (environment.id().value() + 500));
        if (row instanceof DeployRow.OfWaiting of) {
            things.add("job " + of.waiting().job().job().value());
            things.add("run " + of.waiting().job().run().value());
        }
        return things;
    }
}
