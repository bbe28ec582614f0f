package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetKind;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// What a target is, and what it hears of.
final class TargetOptions {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            required = true,
            description =
                    "slack, discord, webhook, github-status, gitlab-status, gitea-status (also for Forgejo), bitbucket-status, bitbucket-server-status, github-checks (one check a job, by an app)")
    private String kind = "";

    @Option(
            names = "--repository",
            paramLabel = "NAME",
            description = "the repository that it hears of (default: all)")
    private String repository = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "where a webhook is posted to, or the repository in the API of its forge (default: as its address says)")
    private String url = "";

    @Option(
            names = "--app",
            paramLabel = "ID",
            description = "id of the app of GitHub that makes checks; its private key is asked for")
    private String app = "";

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description =
                    "run-queued, run-started, run-finished, run-failed, job-finished, job-failed, search-matched (what a saved search asks for was printed) or break-glass (a job passes the rules of its environment); may be given several times (default: run-finished; of a status run-queued and run-started too, of checks also job-finished)")
    private List<String> events = List.of();

    @Option(
            names = "--pipeline",
            paramLabel = "PIPELINE",
            description = "name or file of a pipeline; may be given several times (default: all)")
    private List<String> pipelines = List.of();

    @Option(
            names = "--branch",
            paramLabel = "BRANCH",
            description =
                    "branch, or a begin of branches as release/*, or a ref as refs/tags/*; may be given several times (default: all)")
    private List<String> branches = List.of();

    @Option(
            names = "--only-changes",
            description =
                    "tell of a run only where its branch fails and did not before, or works again")
    private boolean onlyChanges;

    TargetKind kind() {
        String word = kind.toLowerCase(Locale.ROOT).replace('-', '_');
        String known = word.equals("forgejo_status") ? "gitea_status" : word;
        return constant(TargetKind.class, known, "kind of target", kind);
    }

    String repository() {
        return repository;
    }

    /// Empty where none was given.
    String app() {
        return app;
    }

    String url() {
        return url;
    }

    TargetFilter filter() {
        Set<TargetEvent> heard = new LinkedHashSet<>();
        for (String event : events) {
            String word = event.toLowerCase(Locale.ROOT).replace('-', '_');
            heard.add(constant(TargetEvent.class, word, "event", event));
        }
        if (heard.isEmpty()) {
            heard.add(TargetEvent.RUN_FINISHED);
            if (kind().isOfRepository()) {
                heard.add(TargetEvent.RUN_QUEUED);
                heard.add(TargetEvent.RUN_STARTED);
            }
            if (kind() == TargetKind.GITHUB_CHECKS) {
                heard.add(TargetEvent.JOB_FINISHED);
            }
        }
        if (onlyChanges && !heard.equals(Set.of(TargetEvent.RUN_FINISHED))) {
            throw new CommandFailureException(
                    "--only-changes looks at the ends of runs: leave --event out, and take another target for the rest.");
        }
        if (kind().isStatus() && !heard.stream().allMatch(TargetEvent::isOfRun)) {
            throw new CommandFailureException(
                    "A commit has a status for each pipeline, and none for each job or search: leave their events out.");
        }
        if (kind() == TargetKind.GITHUB_CHECKS
                && (onlyChanges
                        || heard.contains(TargetEvent.SEARCH_MATCHED)
                        || heard.contains(TargetEvent.BREAK_GLASS))) {
            throw new CommandFailureException(
                    "A check follows its job, whatever becomes of it: leave --only-changes and the events of searches and of broken glass out.");
        }
        return new TargetFilter(heard, pipelines, branches, onlyChanges);
    }

    private static <E extends Enum<E>> E constant(
            Class<E> type, String word, String what, String given) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> EnumWords.of(constant).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailureException(
                                "There is no %s \"%s\"; there are: %s"
                                        .formatted(what, given, words(type))));
    }

    private static String words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(EnumWords::dashed)
                .collect(Collectors.joining(", "));
    }
}
