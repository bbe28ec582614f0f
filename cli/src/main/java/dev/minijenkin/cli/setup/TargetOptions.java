package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.TargetRule;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// What a target is, and what it hears of, in the words of the command line.
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

    @Option(names = "--unsigned", description = "a webhook without a signature")
    private boolean unsigned;

    @Option(
            names = "--new-secret",
            description = "makes the secret that a webhook is signed with, and prints it")
    private boolean newSecret;

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

    /// Whether it is signed with nothing.
    boolean unsigned() {
        return unsigned;
    }

    /// Whether what it is signed with is made here.
    boolean newSecret() {
        return newSecret;
    }

    TargetFilter filter() {
        Set<TargetEvent> heard = new LinkedHashSet<>();
        for (String event : events) {
            String word = event.toLowerCase(Locale.ROOT).replace('-', '_');
            heard.add(constant(TargetEvent.class, word, "event", event));
        }
        return new TargetFilter(
                heard.isEmpty() ? kind().usualEvents() : heard, pipelines, branches, onlyChanges);
    }

    /// Refuses what is no target, before anybody is asked for its secret.
    ///
    /// @throws CommandFailureException with a sentence that names the options
    void check() {
        if ((unsigned || newSecret) && kind() != TargetKind.WEBHOOK) {
            throw new CommandFailureException(
                    "--unsigned and --new-secret are for webhooks: what else there is has a secret of its own.");
        }
        if (app.isEmpty() == (kind() == TargetKind.GITHUB_CHECKS)) {
            throw new CommandFailureException(
                    "Checks, and nothing else, are made by an app of GitHub: --kind github-checks with --app and its id.");
        }
        TargetRule.brokenBy(kind(), repository, url)
                .or(() -> TargetRule.brokenBy(kind(), filter()))
                .ifPresent(rule -> {
                    throw new CommandFailureException(
                            "%s: %s.".formatted(rule.reason(), remedy(rule)));
                });
    }

    private static String remedy(TargetRule rule) {
        return switch (rule) {
            case WEBHOOK_HAS_ADDRESS -> "give it with --url";
            case STATUS_HAS_REPOSITORY -> "name it with --repository";
            case CHANGES_ARE_OF_ENDS ->
                    "with --only-changes leave --event out, and take another target for the rest";
            case STATUS_HEARS_OF_RUNS -> "leave their --event out";
            case CHECK_FOLLOWS_ITS_JOB ->
                    "leave out --only-changes, --event search-matched and --event break-glass";
        };
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
