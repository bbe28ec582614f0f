package dev.minijenkin.console.run;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.run.JobView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A job in a graph of needs, or several of one key: legs of a matrix, jobs of a called workflow.
///
/// @param id tells it apart; what needs it names it so
/// @param needs ids of others; unknown ones count as none
/// @param note at its right; empty: nothing
/// @param fault whether the note says what is wrong
/// @param tip more about it
record NeedsNode(
        String id,
        String title,
        List<String> needs,
        StateLook look,
        String note,
        boolean fault,
        String tip) {
    /// The jobs of a run: one node for all that share the first part of their key.
    static List<NeedsNode> of(List<JobView> jobs) {
        Map<String, List<JobView>> byRoot = new LinkedHashMap<>();
        jobs.forEach(
                job -> byRoot.computeIfAbsent(root(job.key()), key -> new ArrayList<>()).add(job));
        return byRoot.entrySet().stream().map(of -> of(of.getKey(), of.getValue())).toList();
    }

    /// Whether a job is in the node of an id.
    static boolean holds(String id, JobView job) {
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
        long failed = jobs.stream().filter(RunDetail::failed).count();
        boolean many = jobs.size() > 1;
        String title = many ? root : jobs.getFirst().name();
        String note =
                many && failed > 0
                        ? failed + " of " + jobs.size() + " failed"
                        : many ? kind(root, jobs).counted(jobs.size()) : took(jobs);
        return new NeedsNode(
                root,
                title,
                needs,
                look,
                note,
                many && failed > 0,
                title
                        + ": "
                        + look.word()
                        + (needs.isEmpty() ? "" : ". Needs " + String.join(", ", needs)));
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

    /// What it needs without what its other needs need already.
    List<String> directNeeds(Map<String, NeedsNode> byId) {
        Set<String> behind = new HashSet<>();
        needs.forEach(need -> addNeeds(byId, need, behind));
        return needs.stream().filter(need -> !behind.contains(need)).toList();
    }

    private static void addNeeds(Map<String, NeedsNode> byId, String of, Set<String> behind) {
        NeedsNode node = byId.get(of);
        if (node != null) {
            for (String need : node.needs()) {
                if (behind.add(need)) {
                    addNeeds(byId, need, behind);
                }
            }
        }
    }
}
