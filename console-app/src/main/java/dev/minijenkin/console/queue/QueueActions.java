package dev.minijenkin.console.queue;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.command.Question;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.rows.LeftOut;
import dev.minijenkin.console.rows.RowAct;
import dev.minijenkin.console.whatif.Foresight;
import dev.minijenkin.console.whatif.WhatIfLine;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;

/// What can be done with what waits: one of it or several.
final class QueueActions {
    private final RunActions actions;
    private final Foresight foresight;

    QueueActions(RunActions actions, Foresight foresight) {
        this.actions = actions;
        this.foresight = foresight;
    }

    List<RowAct<QueuedWork>> all() {
        return List.of(
                new RowAct<>(Icon.HOLD, "Hold…", KeyCode.H, QueueActions::holdRefusal, this::hold),
                new RowAct<>(
                        Icon.PLAY,
                        "Release…",
                        KeyCode.U,
                        QueueActions::releaseRefusal,
                        this::release),
                new RowAct<>(Icon.ARROW_UP, "Prioritise…", KeyCode.P, work -> "", this::prioritise),
                new RowAct<QueuedWork>(Icon.STOP, "Cancel…", KeyCode.X, work -> "", this::cancel)
                        .destroying());
    }

    private static String holdRefusal(List<QueuedWork> work) {
        return !free(work).isEmpty()
                ? ""
                : work.size() == 1
                        ? "It is held already"
                        : "All " + work.size() + " are held already";
    }

    private static String releaseRefusal(List<QueuedWork> work) {
        return !held(work).isEmpty()
                ? ""
                : work.size() == 1 ? "It is not held" : "None of the " + work.size() + " is held";
    }

    private void hold(List<QueuedWork> work) {
        List<QueuedWork> free = free(work);
        ask(
                new Question(
                        "Hold " + named(free) + "?",
                        "It begins when somebody releases it, and not before. In the queue it gives"
                                + " up its place: released, it enters behind what its repository has"
                                + " queued."
                                + leftOut(work, QueueActions::isHeld, "it is held already"),
                        "Hold",
                        false),
                free,
                QueueActions::holding,
                "Holding " + named(free));
    }

    private void release(List<QueuedWork> work) {
        List<QueuedWork> held = held(work);
        boolean whole =
                held.stream()
                        .anyMatch(each -> each.held().filter(QueuedWork.Held::whole).isPresent());
        ask(
                new Question(
                        "Release " + named(held) + "?",
                        (whole
                                        ? "The run as a whole is released: all of its jobs that are not"
                                                + " held by themselves. "
                                        : "")
                                + "What is released enters the queue as if its turn had come now."
                                + leftOut(work, each -> !isHeld(each), "it is not held"),
                        "Release",
                        false),
                held,
                QueueActions::releasing,
                "Release of " + named(held));
    }

    private void prioritise(List<QueuedWork> work) {
        List<QueuedWork.OfRun> runs = work.stream().map(QueuedWork::run).distinct().toList();
        String what = runs.size() == 1 ? runs.getFirst().name() : runs.size() + " runs";
        PriorityChoice choice = new PriorityChoice(work.getFirst().priority());
        WhatIfLine line = foresight.line();
        List<RunId> ids = runs.stream().map(QueuedWork.OfRun::id).toList();
        choice.tell(priority -> foresight.ofPriority(line, ids, priority));
        actions.askAll(
                new Question(
                        "Prioritise " + what + "?",
                        "All jobs of a run are served together: those that wait, and those that come"
                                + " later. Jobs with the same priority take turns by repository.",
                        "Prioritise",
                        false),
                List.of(choice, line),
                reason ->
                        runs.stream()
                                .map(run ->
                                        ConsoleCommands.prioritise(
                                                run.id(), choice.priority(), reason))
                                .toList(),
                "Another priority of " + what);
    }

    private void cancel(List<QueuedWork> work) {
        ask(
                new Question(
                        "Cancel " + named(work) + "?",
                        "It does not begin, and jobs that need it are skipped.",
                        work.size() == 1 ? "Cancel it" : "Cancel all " + work.size(),
                        true),
                work,
                QueueActions::cancelling,
                "Cancelling " + named(work));
    }

    private interface Wish {
        NewCommand of(QueuedWork work, String reason);
    }

    private void ask(Question question, List<QueuedWork> work, Wish wish, String what) {
        // A run as a whole is one thing, however many of its jobs are marked.
        Map<NewCommand, RunActions.Wish> wishes = new LinkedHashMap<>();
        for (QueuedWork each : work) {
            wishes.putIfAbsent(
                    wish.of(each, ""),
                    new RunActions.Wish(QueueText.fullName(each), reason -> wish.of(each, reason)));
        }
        actions.askEach(question, List.copyOf(wishes.values()), what);
    }

    private static String leftOut(
            List<QueuedWork> work, Predicate<QueuedWork> refused, String why) {
        return LeftOut.of(work, each -> refused.test(each) ? why : "", QueueText::fullName).words();
    }

    private static boolean isHeld(QueuedWork work) {
        return work.held().isPresent();
    }

    private static NewCommand holding(QueuedWork work, String reason) {
        JobId job = work.job();
        return job == null
                ? ConsoleCommands.hold(work.run().id(), reason)
                : ConsoleCommands.holdJob(job, reason);
    }

    /// As it is held: by itself, or with its run.
    private static NewCommand releasing(QueuedWork work, String reason) {
        JobId job = work.job();
        return job == null || work.held().filter(QueuedWork.Held::whole).isPresent()
                ? ConsoleCommands.release(work.run().id(), reason)
                : ConsoleCommands.releaseJob(job, reason);
    }

    private static NewCommand cancelling(QueuedWork work, String reason) {
        JobId job = work.job();
        return job == null
                ? ConsoleCommands.cancel(work.run().id(), reason)
                : ConsoleCommands.cancelJob(job, reason);
    }

    private static List<QueuedWork> held(List<QueuedWork> work) {
        return work.stream().filter(each -> each.held().isPresent()).toList();
    }

    private static List<QueuedWork> free(List<QueuedWork> work) {
        return work.stream().filter(each -> each.held().isEmpty()).toList();
    }

    private static String named(List<QueuedWork> work) {
        return work.size() == 1 ? QueueText.fullName(work.getFirst()) : work.size() + " that wait";
    }
}
