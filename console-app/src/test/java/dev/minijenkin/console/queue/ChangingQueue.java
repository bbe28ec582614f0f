package dev.minijenkin.console.queue;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.sample.ChangingRows;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.console.whatif.Foresight;
import dev.minijenkin.console.whatif.WhatIfSource;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueuedWork;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.whatif.CancelEffect;
import dev.minijenkin.db.view.whatif.LimitEffect;
import dev.minijenkin.db.view.whatif.PriorityEffect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs that wait, and runs that wait as a whole.
public final class ChangingQueue implements QueueSource, ChangingRows {
    private static final int MOST = 14;
    private static final List<WaitingReason> REASONS =
            List.of(
                    WaitingReason.APPROVAL,
                    WaitingReason.DEPLOYMENT_LOCK,
                    WaitingReason.CONCURRENCY);

    private final Random random;
    private final List<QueuedWork> work = new ArrayList<>();
    private long ids;

    public ChangingQueue(Random random) {
        this.random = random;
        for (int i = 0; i < MOST / 2; i++) {
            add();
        }
    }

    @Override
    public Screen screen(Around around) {
        QueueController controller =
                new QueueController(
                        new QueueController.Parts(
                                new QueueViewModel(
                                        around.stage().hints(),
                                        around.stage().clock(),
                                        around.stage().background(),
                                        this),
                                around.navigator(),
                                around.notices(),
                                around.actions(),
                                noForesight(),
                                around.stage().clock()));
        return Fxml.load(controller, "QueueView.fxml", controller.parts());
    }

    /// Nothing is ever told.
    private static Foresight noForesight() {
        return new Foresight(
                new WhatIfSource() {
                    @Override
                    public CancelEffect ofCancel(RunId run) {
                        throw new IllegalStateException("Nobody asks");
                    }

                    @Override
                    public PriorityEffect ofPriority(List<RunId> runs, int priority) {
                        throw new IllegalStateException("Nobody asks");
                    }

                    @Override
                    public LimitEffect ofLimit(
                            @Nullable String repository, @Nullable String label, OptionalInt most) {
                        throw new IllegalStateException("Nobody asks");
                    }
                },
                new Background(task -> {}, task -> {}, error -> {}));
    }

    @Override
    public Place place() {
        return new Place.QueuePlace();
    }

    @Override
    public QueueNow now() {
        return new QueueNow(List.copyOf(work), work.size(), List.of());
    }

    @Override
    public List<Explanation> explain(JobId job) {
        return List.of(new Explanation("state", "it", "It waits", null, null));
    }

    @Override
    public void change() {
        int at = work.isEmpty() ? 0 : random.nextInt(work.size());
        switch (random.nextInt(5)) {
            case 0 -> add();
            case 1 -> {
                if (work.size() > 3) {
                    work.remove(at);
                }
            }
            case 2 -> Collections.shuffle(work, random);
            default -> {
                if (!work.isEmpty()) {
                    QueuedWork of = work.get(at);
                    work.set(at, waits(of.job(), of.run().id()));
                }
            }
        }
    }

    private void add() {
        ids++;
        boolean whole = random.nextInt(4) == 0;
        work.add(
                random.nextInt(work.size() + 1),
                waits(whole ? null : new JobId(1000 + ids), new RunId(ids)));
        if (work.size() > MOST) {
            work.removeLast();
        }
    }

    private QueuedWork waits(@Nullable JobId job, RunId run) {
        WaitingReason reason =
                random.nextBoolean() && job != null
                        ? null
                        : REASONS.get(random.nextInt(REASONS.size()));
        boolean served = random.nextInt(3) > 0;
        return new QueuedWork(
                job,
                job == null ? "" : "job " + job.value(),
                new QueuedWork.OfRun(run, "shop / ci", run.value(), "ana"),
                new QueuedWork.Waiting(
                        reason,
                        reason == null ? "" : "It waits",
                        new AskedLabels(
                                List.of("linux"), served, served ? List.of() : List.of("linux")),
                        "",
                        "",
                        reason == null ? 1 : 0,
                        null),
                random.nextInt(3) == 0
                        ? Optional.of(new QueuedWork.Held(random.nextBoolean(), "ana", "not now"))
                        : Optional.empty(),
                50,
                SettableClock.START);
    }

    @Override
    public Set<String> things(Object row) {
        if (!(row instanceof QueueRow.OfWork of)) {
            return Set.of();
        }
        JobId job = of.work().job();
        String run = "run " + of.work().run().id().value();
        return job == null ? Set.of(run) : Set.of(run, "job " + job.value());
    }
}
