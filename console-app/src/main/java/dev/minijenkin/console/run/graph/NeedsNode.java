package dev.minijenkin.console.run.graph;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.run.tree.GroupKind;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.run.JobView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A job in a graph of needs, or several of one key: legs of a matrix, jobs of a called workflow.
///
/// @param id tells it apart; what needs it names it so
/// @param needs ids of others; unknown ones count as none
/// @param note at its right; empty: nothing
/// @param fault whether the note says what is wrong
/// @param tip more about it
/// @param members how many there are of each state, the worst first; empty: it is one job
public record NeedsNode(
        String id,
        String title,
        List<String> needs,
        StateLook look,
        String note,
        boolean fault,
        String tip,
        Map<StateShape, Integer> members) {
    private static final double ONE = 40;
    private static final double SEVERAL = 68;

    /// What went wrong first, then what goes on, then what is over.
    private static final List<StateShape> WORST_FIRST =
            List.of(
                    StateShape.FAILURE,
                    StateShape.TIMED_OUT,
                    StateShape.WAITING,
                    StateShape.RUNNING,
                    StateShape.QUEUED,
                    StateShape.BLOCKED,
                    StateShape.CANCELLED,
                    StateShape.SUCCESS,
                    StateShape.SKIPPED);

    /// The jobs of a run: one node for all that share the first part of their key.
    public static List<NeedsNode> of(List<JobView> jobs) {
        Map<String, List<JobView>> byRoot = new LinkedHashMap<>();
        jobs.forEach(
                job -> byRoot.computeIfAbsent(root(job.key()), key -> new ArrayList<>()).add(job));
        return byRoot.entrySet().stream().map(of -> of(of.getKey(), of.getValue())).toList();
    }

    /// Of the card that shows it.
    double height() {
        return members.isEmpty() ? ONE : SEVERAL;
    }

    /// `3 failed, 2 running, 43 passed`; empty for one job.
    String counts() {
        return members.entrySet().stream()
                .map(of -> of.getValue() + " " + word(of.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String word(StateShape shape) {
        return switch (shape) {
            case SUCCESS -> "passed";
            case FAILURE -> "failed";
            case TIMED_OUT -> "timed out";
            case WAITING -> "waiting";
            case RUNNING -> "running";
            case QUEUED -> "queued";
            case CANCELLED -> "cancelled";
            case SKIPPED -> "skipped";
            case BLOCKED -> "blocked";
        };
    }

    private static Map<StateShape, Integer> counted(List<JobView> jobs) {
        Map<StateShape, Integer> found = new EnumMap<>(StateShape.class);
        jobs.forEach(job -> found.merge(StateLooks.of(job).shape(), 1, Integer::sum));
        Map<StateShape, Integer> ordered = new LinkedHashMap<>();
        for (StateShape shape : WORST_FIRST) {
            Integer count = found.get(shape);
            if (count != null) {
                ordered.put(shape, count);
            }
        }
        return Collections.unmodifiableMap(ordered);
    }

    /// The id of the node that a job is in.
    public static String idOf(JobView job) {
        return root(job.key());
    }

    /// Whether a job is in the node of an id.
    public static boolean holds(String id, JobView job) {
        return root(job.key()).equals(id);
    }

    private static NeedsNode of(String root, List<JobView> jobs) {
        List<String> needs =
                jobs.stream()
                        .flatMap(job -> job.needs().stream())
                        .map(NeedsNode::root)
                        .filter(need -> !need.equals(root))
                        .distinct()
                        .toList();
        StateLook look = StateLooks.of(jobs);
        boolean many = jobs.size() > 1;
        String title = many ? root : jobs.getFirst().name();
        String note = many ? kind(root, jobs).counted(jobs.size()) : took(jobs);
        return new NeedsNode(
                root,
                title,
                needs,
                look,
                note,
                false,
                title
                        + ": "
                        + look.word()
                        + (needs.isEmpty() ? "" : ". Needs " + String.join(", ", needs)),
                many ? counted(jobs) : Map.of());
    }

    private static GroupKind kind(String root, List<JobView> jobs) {
        return jobs.stream().allMatch(job -> job.key().equals(root))
                ? GroupKind.MATRIX
                : GroupKind.CALL;
    }

    /// Of one that has ended: a graph is not drawn anew each second.
    private static String took(List<JobView> jobs) {
        boolean ended = jobs.stream().allMatch(job -> job.times().finished() != null);
        return ended ? JobTimes.ran(jobs, Instant.EPOCH).map(Durations::clock).orElse("") : "";
    }

    /// The job of the run's own file: `deploy` of `deploy.linux_18/build`.
    private static String root(String key) {
        int end = key.length();
        for (char separator : new char[] {'/', '.'}) {
            int at = key.indexOf(separator);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return key.substring(0, end);
    }
}
