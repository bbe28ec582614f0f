package dev.minijenkin.stress.reliability;

import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the scripts of deployments lived one after the other, by what they wrote themselves:
/// each appends `begin TOKEN`, `alive TOKEN` again and again, and `end TOKEN` to the one file of
/// its environment, so that the order of the lines is the order in which they were written.
///
/// @param marks those files, in the order of the environments' ids
record DeploymentCheck(BenchDatabase bench, List<Path> marks) {

    void check(Report report) throws IOException {
        Written all = new Written();
        for (Path file : marks) {
            all.take(Files.readAllLines(file));
        }
        report.check(
                "no script of a deployment wrote after the next one had begun",
                all.after,
                "lines were written by a holder after the next one had begun");
        report.check(
                "tokens of holders only grow",
                all.notRising,
                "holders had a token that did not grow");
        report.check("no deployment began twice", all.twice, "deployments began twice");
        report.check(
                "each deployment that succeeded came to its end on the host",
                unfinished(all.endedOf),
                "deployments succeeded whose script never came to its end");
        rows(report);
        report.figure("begun_count", (double) all.begun);
        report.figure("cut_off_count", (double) (all.begun - all.ended));
    }

    /// Environments are made by the first job that names them: not always in the order of the
    /// files.
    private long unfinished(List<Set<Long>> endedOf) {
        Map<String, Long> succeeded =
                bench.byName(
                        """
                        select split_part(r.name, '-', 2) || ' ' || d.fence_token, d.fence_token
                        from deployments d join environments e on e.id = d.environment_id
                        join repositories r on r.id = e.repository_id where d.state = 'succeeded'
                        """);
        return succeeded.entrySet().stream()
                .filter(one ->
                        !endedOf.get(Integer.parseInt(one.getKey().split(" ", -1)[0]))
                                .contains(one.getValue()))
                .count();
    }

    private void rows(Report report) {
        report.check(
                "each deployment is over",
                bench.count(
                        "select count(*) from deployments where state not in ('succeeded', 'failed')"),
                "deployments are not over");
        report.check(
                "a deployment fails only where its runner was lost",
                bench.count(
                        """
                        select count(*) from deployments d join jobs j on j.id = d.job_id
                        where d.state = 'failed' and j.cause is distinct from 'runner_lost'
                            or d.state = 'succeeded' and j.conclusion <> 'success'
                        """),
                "deployments failed for another reason");
        report.check(
                "who came first was served first",
                bench.count(
                        """
                        select count(*) from (
                            select fence_token < lag(fence_token) over (partition by environment_id order by id) as back
                            from deployments) d
                        where back
                        """),
                "deployments overtook an earlier one");
        report.check(
                "no lock is left behind",
                // Where the last one lost its runner, it is kept until that one is certainly over.
                bench.count(
                        "select count(*) from environment_locks where state = 'held' or state = 'kept' and kept_until is null"),
                "environments are locked");
        report.figure(
                "succeeded_count",
                (double) bench.count("select count(*) from deployments where state = 'succeeded'"));
        report.figure(
                "lost_by_rule_count",
                (double) bench.count("select count(*) from deployments where state = 'failed'"));
    }

    /// What the scripts wrote.
    private static final class Written {
        private final List<Set<Long>> endedOf = new ArrayList<>();
        private long after;
        private long notRising;
        private long twice;
        private long begun;
        private long ended;

        /// The lines of one environment.
        void take(List<String> lines) {
            Set<Long> ends = new HashSet<>();
            Map<Long, Integer> begins = new HashMap<>();
            long holder = 0;
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                long token = Long.parseLong(words[1]);
                if (words[0].equals("begin")) {
                    notRising += token > holder ? 0 : 1;
                    twice += begins.merge(token, 1, Integer::sum) > 1 ? 1 : 0;
                    holder = Math.max(holder, token);
                    begun++;
                } else {
                    after += token == holder && !ends.contains(token) ? 0 : 1;
                    if (words[0].equals("end")) {
                        ends.add(token);
                        ended++;
                    }
                }
            }
            endedOf.add(ends);
        }
    }
}
