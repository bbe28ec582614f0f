package dev.minijenkin.workflow.next;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.next.RunJob.Stage;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.leg.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A run that is carried out in memory: jobs wait for groups by chance, open jobs finish in random
/// order, and the planner is handed the jobs in random order. Checks at each step that the planner
/// keeps to the rules.
public final class PlayedRun {
    private final List<Node> nodes;
    private final Random random;
    private final Map<Long, RunJob> jobs = new HashMap<>();
    private final Map<Long, Node> nodeOf = new HashMap<>();
    private final Map<Long, Result> endings = new HashMap<>();
    private final Set<Long> letOn = new HashSet<>();

    private long next;

    public PlayedRun(List<Node> nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
    }

    /// A job of a file.
    ///
    /// @param legs 0: no matrix
    /// @param late whether it is planned when its turn comes
    /// @param results of the legs, if they are left alone
    /// @param called the jobs that it calls; empty: it has steps
    public record Node(
            String name,
            List<String> needs,
            String condition,
            int legs,
            Strategy strategy,
            boolean late,
            List<Result> results,
            List<Node> called) {}

    public Result play() {
        nodes.forEach(node -> plan(node, ""));
        while (true) {
            Decisions decisions = NextJobs.next(shuffled(), this::decide);
            check(decisions);
            carryOut(decisions);
            if (decisions.areOnlyTheFirst()) {
                assertThat(decisions.end()).isEmpty();
                continue;
            }
            List<Long> open = open();
            if (decisions.end().isPresent()) {
                assertThat(open).isEmpty();
                assertThat(jobs.values()).allMatch(job -> job.stage() instanceof Stage.Finished);
                return decisions.end().get();
            }
            assertThat(open).as("something goes on, or the run has ended").isNotEmpty();
            goOn(open.get(random.nextInt(open.size())));
        }
    }

    /// By key, of the legs together. What a stopped call had done by then is a matter of luck.
    public Map<String, Result> results() {
        Map<String, List<Result>> byKey = new TreeMap<>();
        jobs.values().stream()
                .filter(job -> job.caller().isEmpty())
                .forEach(job ->
                        byKey.computeIfAbsent(job.key(), _ -> new ArrayList<>())
                                .add(((Stage.Finished) job.stage()).result()));
        Map<String, Result> results = new TreeMap<>();
        byKey.forEach((key, all) -> results.put(key, Result.together(all)));
        return results;
    }

    private ConditionOutcome decide(RunJob job, JobConditions.Ancestors ancestors) {
        return JobIf.decide(node(job.id()).condition(), Map.of(), ancestors, false);
    }

    private RunJob job(long id) {
        return Objects.requireNonNull(jobs.get(id));
    }

    private Node node(long id) {
        return Objects.requireNonNull(nodeOf.get(id));
    }

    private List<RunJob> shuffled() {
        List<RunJob> all = new ArrayList<>(jobs.values());
        Collections.shuffle(all, random);
        return all;
    }

    private void plan(Node node, String scope) {
        String prefix = scope.isEmpty() ? "" : scope + "/";
        List<String> needs = node.needs().stream().map(need -> prefix + need).toList();
        if (node.late()) {
            add(
                    node,
                    new RunJob(
                            next++,
                            prefix + node.name(),
                            "",
                            needs,
                            JobKind.DEFERRED,
                            Strategy.USUAL,
                            new Stage.Blocked()),
                    0);
        } else {
            legs(node, prefix + node.name(), needs);
        }
    }

    private void legs(Node node, String key, List<String> needs) {
        for (int leg = 0; leg < Math.max(1, node.legs()); leg++) {
            add(
                    node,
                    new RunJob(
                            next++,
                            key,
                            node.legs() == 0 ? "" : "l" + leg,
                            needs,
                            node.called().isEmpty() ? JobKind.STEPS : JobKind.CALL,
                            node.strategy(),
                            new Stage.Blocked()),
                    leg);
        }
    }

    private void add(Node node, RunJob job, int leg) {
        jobs.put(job.id(), job);
        nodeOf.put(job.id(), node);
        endings.put(job.id(), node.results().get(leg));
    }

    private void carryOut(Decisions decisions) {
        decisions
                .starting()
                .forEach(id -> move(id, waits() ? new Stage.Waiting() : new Stage.Open()));
        decisions.skipped().keySet().forEach(id -> move(id, new Stage.Finished(Result.SKIPPED)));
        decisions.broken().keySet().forEach(id -> move(id, new Stage.Finished(Result.FAILURE)));
        decisions.called().forEach((id, result) -> move(id, new Stage.Finished(result)));
        decisions
                .stopped()
                .keySet()
                .forEach(id ->
                        move(
                                id,
                                endsAtOnce(job(id))
                                        ? new Stage.Finished(Result.CANCELLED)
                                        : new Stage.Stopping()));
        decisions.expanding().forEach(this::expand);
    }

    private void expand(long id) {
        RunJob job = job(id);
        Node node = node(id);
        if (job.kind() == JobKind.CALL && !letOn.contains(id) && waits()) {
            move(id, new Stage.Waiting());
            return;
        }
        if (job.kind() == JobKind.CALL) {
            move(id, new Stage.Open());
            node.called().forEach(inner -> plan(inner, job.scope()));
            return;
        }
        jobs.remove(id);
        legs(node, job.key(), job.needs());
    }

    private boolean waits() {
        return random.nextInt(4) == 0;
    }

    /// An open job may still be in the queue.
    private boolean endsAtOnce(RunJob job) {
        return job.stage() instanceof Stage.Blocked
                || job.stage() instanceof Stage.Waiting
                || (job.kind() == JobKind.STEPS && random.nextBoolean());
    }

    /// A call that is let on has its turn once more.
    private void goOn(long id) {
        RunJob job = job(id);
        if (!(job.stage() instanceof Stage.Waiting)) {
            finish(id);
        } else if (job.kind() == JobKind.CALL) {
            letOn.add(id);
            move(id, new Stage.Blocked());
        } else {
            move(id, new Stage.Open());
        }
    }

    private void finish(long id) {
        boolean stopping = job(id).stage() instanceof Stage.Stopping;
        move(
                id,
                new Stage.Finished(
                        stopping ? Result.CANCELLED : endings.getOrDefault(id, Result.SUCCESS)));
    }

    private void move(long id, Stage stage) {
        RunJob job = job(id);
        jobs.put(
                id,
                new RunJob(
                        id, job.key(), job.leg(), job.needs(), job.kind(), job.strategy(), stage));
    }

    private List<Long> open() {
        return jobs.values().stream()
                .filter(job ->
                        job.stage() instanceof Stage.Waiting
                                || (job.kind() == JobKind.STEPS && isUnderWay(job)))
                .map(RunJob::id)
                .sorted()
                .toList();
    }

    private static boolean isUnderWay(RunJob job) {
        return job.stage() instanceof Stage.Waiting
                || job.stage() instanceof Stage.Open
                || job.stage() instanceof Stage.Stopping;
    }

    private void check(Decisions decisions) {
        Set<Long> finished = new HashSet<>(decisions.skipped().keySet());
        finished.addAll(decisions.broken().keySet());
        decisions.stopped().keySet().stream()
                .filter(id -> job(id).stage() instanceof Stage.Blocked)
                .forEach(finished::add);
        jobs.values().stream()
                .filter(job -> job.stage() instanceof Stage.Finished)
                .forEach(job -> finished.add(job.id()));
        List<Long> beginning = new ArrayList<>(decisions.starting());
        beginning.addAll(decisions.expanding());
        assertThat(beginning).doesNotHaveDuplicates();
        for (long id : beginning) {
            RunJob job = job(id);
            assertThat(job.stage()).isInstanceOf(Stage.Blocked.class);
            for (String need : job.needs()) {
                assertThat(legs(need)).isNotEmpty().allMatch(leg -> finished.contains(leg.id()));
            }
            assertThat(legs(job.key()))
                    .as("no leg begins after one that failed")
                    .noneMatch(leg ->
                            leg.strategy().failFast()
                                    && leg.stage().equals(new Stage.Finished(Result.FAILURE)));
            if (job.strategy().maxParallel() > 0) {
                assertThat(legs(job.key()))
                        .filteredOn(leg -> isUnderWay(leg) || beginning.contains(leg.id()))
                        .hasSizeLessThanOrEqualTo(job.strategy().maxParallel());
            }
        }
    }

    private List<RunJob> legs(String key) {
        return jobs.values().stream().filter(job -> job.key().equals(key)).toList();
    }
}
