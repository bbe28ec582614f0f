package dev.minijenkin.runner.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Two processes that each end a job of each of two runs as one batch, in opposite orders, beside a
/// command that holds one of the runs: each lock, each look and each commit is a step of its own.
/// What a batch could not end, its process ends alone, one transaction a job.
///
/// @param rules what is held to
/// @param faults how many answers may be lost after their commit
record BatchModel(Set<BatchRule> rules, int faults) implements Model<BatchModel.Database> {
    private static final int RUNS = 2;
    private static final int PROCESSES = 2;

    /// Who holds a run that the command holds.
    private static final int COMMAND = PROCESSES;

    private static final int NOBODY = -1;
    private static final int ALL = (1 << PROCESSES) - 1;

    /// A run whose job `p` is ended by process `p`.
    ///
    /// @param holder of its lock
    /// @param open bits of the jobs that have not ended
    /// @param ended whether the run has
    /// @param twice whether a job of it ended once more
    record Run(int holder, int open, boolean ended, boolean twice) {
        Run heldBy(int who) {
            return new Run(who, open, ended, twice);
        }
    }

    /// Where a process stands.
    enum Phase {
        /// It locks the runs of its batch, one after the other.
        LOCKING,
        /// It has what it could get.
        LOCKED,
        /// It has seen how these runs stand.
        LOOKED,
        /// It ends what is left, one by one.
        ALONE,
        ALONE_LOCKED,
        ALONE_LOOKED,
        DONE
    }

    /// @param next how many runs of its batch it came to
    /// @param left bits of the runs whose job it has to end yet, as far as it knows
    /// @param seen of each run the jobs that were open when it looked
    record Teller(Phase phase, int next, int left, List<Integer> seen) {
        Teller at(Phase then) {
            return new Teller(then, next, left, seen);
        }
    }

    /// @param commanded whether the command has done its work
    /// @param lost how many answers were lost
    record Database(List<Run> runs, List<Teller> processes, boolean commanded, int lost) {
        Database with(int run, Run then) {
            return new Database(replaced(runs, run, then), processes, commanded, lost);
        }

        Database with(int process, Teller then) {
            return new Database(runs, replaced(processes, process, then), commanded, lost);
        }

        List<Integer> open() {
            return runs.stream().map(Run::open).toList();
        }

        private static <T> List<T> replaced(List<T> all, int at, T then) {
            List<T> changed = new ArrayList<>(all);
            changed.set(at, then);
            return List.copyOf(changed);
        }
    }

    @Override
    public Database initial() {
        Run run = new Run(NOBODY, ALL, false, false);
        Teller process =
                new Teller(Phase.LOCKING, 0, (1 << RUNS) - 1, Collections.nCopies(RUNS, ALL));
        return new Database(
                Collections.nCopies(RUNS, run), Collections.nCopies(PROCESSES, process), false, 0);
    }

    @Override
    public Optional<String> wrong(Database now) {
        if (now.runs().stream().anyMatch(Run::twice)) {
            return Optional.of("a job ended twice");
        }
        if (now.runs().stream().anyMatch(run -> run.ended() && run.open() != 0)) {
            return Optional.of("a run ended before its jobs");
        }
        return Optional.empty();
    }

    @Override
    public boolean isDone(Database now) {
        return now.commanded() && now.runs().stream().allMatch(Run::ended);
    }

    @Override
    public List<Step<Database>> steps(Database now) {
        List<Step<Database>> steps = new ArrayList<>();
        command(steps, now);
        for (int process = 0; process < PROCESSES; process++) {
            step(steps, now, process);
        }
        return steps;
    }

    /// Holds the first run for as long as it likes.
    private static void command(List<Step<Database>> steps, Database now) {
        Run first = now.runs().getFirst();
        if (!now.commanded() && first.holder() == NOBODY) {
            add(steps, COMMAND, "locks run 1", now.with(0, first.heldBy(COMMAND)));
        } else if (first.holder() == COMMAND) {
            Database then = now.with(0, first.heldBy(NOBODY));
            add(
                    steps,
                    COMMAND,
                    "commits",
                    new Database(then.runs(), then.processes(), true, then.lost()));
        }
    }

    private void step(List<Step<Database>> steps, Database now, int who) {
        Teller process = now.processes().get(who);
        switch (process.phase()) {
            case LOCKING -> lock(steps, now, who);
            case LOCKED -> add(steps, who, "looks", look(now, who, Phase.LOOKED));
            case LOOKED, ALONE_LOOKED -> commit(steps, now, who);
            case ALONE -> alone(steps, now, who);
            case ALONE_LOCKED -> add(steps, who, "looks", look(now, who, Phase.ALONE_LOOKED));
            case DONE -> {}
        }
    }

    /// The next run of its batch.
    private void lock(List<Step<Database>> steps, Database now, int who) {
        Teller process = now.processes().get(who);
        if (process.next() == RUNS) {
            add(steps, who, "has its locks", now.with(who, process.at(Phase.LOCKED)));
            return;
        }
        int at = run(who, process.next());
        Run run = now.runs().get(at);
        List<Integer> seen = process.next() == 0 ? now.open() : process.seen();
        Teller then = new Teller(Phase.LOCKING, process.next() + 1, process.left(), seen);
        if (run.holder() == NOBODY) {
            add(steps, who, "locks run " + (at + 1), now.with(at, run.heldBy(who)).with(who, then));
        } else if (rules.contains(BatchRule.HELD_RUNS_ARE_SKIPPED)) {
            add(steps, who, "skips run " + (at + 1), now.with(who, then));
        }
    }

    /// The second process has its jobs in the other order.
    private int run(int who, int place) {
        boolean turned = who == 1 && !rules.contains(BatchRule.RUNS_ARE_LOCKED_IN_ORDER);
        return turned ? RUNS - 1 - place : place;
    }

    private void alone(List<Step<Database>> steps, Database now, int who) {
        Teller process = now.processes().get(who);
        if (process.left() == 0 || !rules.contains(BatchRule.WHAT_IS_LEFT_IS_TOLD_ALONE)) {
            add(steps, who, "has told all", now.with(who, process.at(Phase.DONE)));
            return;
        }
        int at = Integer.numberOfTrailingZeros(process.left());
        Run run = now.runs().get(at);
        if (run.holder() == NOBODY) {
            add(
                    steps,
                    who,
                    "locks run " + (at + 1) + " alone",
                    now.with(at, run.heldBy(who)).with(who, process.at(Phase.ALONE_LOCKED)));
        }
    }

    private Database look(Database now, int who, Phase then) {
        Teller process = now.processes().get(who);
        // One statement sees what was committed when it began, and not what it waited for.
        List<Integer> seen =
                rules.contains(BatchRule.LOCKED_BEFORE_LOOKED) ? now.open() : process.seen();
        return now.with(who, new Teller(then, process.next(), process.left(), seen));
    }

    /// Of the runs that it holds its jobs end, and each run of which it saw nothing else open.
    private void commit(List<Step<Database>> steps, Database now, int who) {
        Teller process = now.processes().get(who);
        Database then = now;
        int told = 0;
        for (int at = 0; at < RUNS; at++) {
            Run run = now.runs().get(at);
            if (run.holder() == who) {
                then = then.with(at, ended(run, who, process.seen().get(at)));
                told |= 1 << at;
            }
        }
        Teller knows = new Teller(Phase.ALONE, process.next(), process.left() & ~told, then.open());
        add(steps, who, "commits", then.with(who, knows));
        if (now.lost() < faults) {
            Teller unsure = new Teller(Phase.ALONE, process.next(), process.left(), then.open());
            Database unheard = then.with(who, unsure);
            steps.add(
                    new Step<>(
                            name(who),
                            "commits, and the answer is lost",
                            false,
                            new Database(
                                    unheard.runs(),
                                    unheard.processes(),
                                    unheard.commanded(),
                                    now.lost() + 1)));
        }
    }

    private Run ended(Run run, int who, int seen) {
        int mine = 1 << who;
        boolean live = (run.open() & mine) != 0;
        if (!live && rules.contains(BatchRule.ENDS_NAME_A_LIVE_CLAIM)) {
            return run.heldBy(NOBODY);
        }
        return new Run(
                NOBODY,
                run.open() & ~mine,
                run.ended() || (seen & ~mine) == 0,
                run.twice() || !live);
    }

    private static void add(List<Step<Database>> steps, int who, String what, Database then) {
        steps.add(new Step<>(name(who), what, true, then));
    }

    private static String name(int who) {
        return who == COMMAND ? "the command" : "process " + (char) ('A' + who);
    }
}
