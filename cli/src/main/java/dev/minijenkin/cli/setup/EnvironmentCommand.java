package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.cli.part.SentCommand;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.deployment.DeploymentHistory;
import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.deployment.NamedEnvironment;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.deployment.WaitingDeployment;
import dev.minijenkin.db.deployment.WaitingDeployments;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin environment`
@Command(
        name = "environment",
        mixinStandardHelpOptions = true,
        description = {
            "What is deployed where, and by which rules: who must approve, how long to wait, what may",
            "deploy. Approves, rejects, rolls back, and breaks the glass."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class EnvironmentCommand implements Runnable {
    @Spec private CommandSpec spec;

    /// What is deployed, and by which rules.
    private record Standing(
            EnvironmentRules rules,
            Optional<PastDeployment> deployed,
            List<WaitingDeployment> waiting) {
        static Standing of(Tx tx, EnvironmentId id) {
            return new Standing(
                    Environments.rules(tx, id),
                    DeploymentHistory.deployed(tx, id),
                    WaitingDeployments.of(tx, id));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "list, show, set, history, approve, reject, rollback or break-glass?");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the environments, with their rules and what is deployed.")
    void list(@Mixin DatabaseOptions database) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            Table table =
                    new Table(
                            "REPOSITORY",
                            "NAME",
                            "DEPLOYED",
                            "SINCE",
                            "BY",
                            "LOCK",
                            "WAITING",
                            "RULES");
            for (NamedEnvironment each : open.statement(Environments::all)) {
                Standing standing = open.transaction(tx -> Standing.of(tx, each.id()));
                Optional<PastDeployment> deployed = standing.deployed();
                table.row(
                        each.repository(),
                        each.name(),
                        deployed.map(EnvironmentWords::commit).orElse("-"),
                        deployed.map(EnvironmentWords::time).orElse("-"),
                        deployed.map(PastDeployment::actor).orElse("-"),
                        each.lock(),
                        Integer.toString(each.waiting()),
                        String.join("; ", EnvironmentWords.rules(standing.rules())));
            }
            print(table);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one: its rules, what is deployed, and which jobs wait for what.")
    void show(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "REPOSITORY", description = "its name") String repository,
            @Parameters(paramLabel = "ENVIRONMENT", description = "its name") String environment) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            EnvironmentId id = find(open, repository, environment);
            Standing standing = open.transaction(tx -> Standing.of(tx, id));
            PrintWriter out = spec.commandLine().getOut();
            List<String> rules = EnvironmentWords.rules(standing.rules());
            out.println(
                    "Rules:    "
                            + (rules.isEmpty() ? "none: everything may deploy" : rules.getFirst()));
            rules.stream().skip(1).forEach(rule -> out.println("          " + rule));
            out.println(
                    "Deployed: "
                            + standing.deployed()
                                    .map(last ->
                                            "%s, %s, since %s, by %s"
                                                    .formatted(
                                                            EnvironmentWords.commit(last),
                                                            last.name(),
                                                            EnvironmentWords.time(last),
                                                            last.actor()))
                                    .orElse("nothing yet"));
            if (!standing.waiting().isEmpty()) {
                Table table = new Table("JOB", "NAME", "WAITS FOR");
                standing.waiting()
                        .forEach(job ->
                                table.row(
                                        Long.toString(job.job().value()),
                                        job.name(),
                                        job.waitsFor()));
                print(table);
            }
            out.flush();
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Sets rules of an environment, and makes it where there is none of that name: for",
                "administrators. What is not given stays; rules hold for those that wait already."
            })
    void set(
            @Mixin DatabaseOptions database,
            @Mixin EnvironmentRuleOptions options,
            @Parameters(paramLabel = "REPOSITORY", description = "its name") String repository,
            @Parameters(paramLabel = "ENVIRONMENT", description = "its name") String environment) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            Repository found = NamedRepository.find(open, repository);
            EnvironmentRules rules =
                    open.transaction(tx -> {
                        EnvironmentId id = Environments.ensure(tx, found.id(), environment);
                        EnvironmentRules changed = options.changed(Environments.rules(tx, id));
                        requireRoles(tx, changed);
                        Environments.setRules(tx, id, changed);
                        return changed;
                    });
            List<String> words = EnvironmentWords.rules(rules);
            spec.commandLine()
                    .getOut()
                    .println(
                            "%s of %s: %s."
                                    .formatted(
                                            environment,
                                            found.name(),
                                            words.isEmpty()
                                                    ? "no rules, everything may deploy"
                                                    : String.join("; ", words)));
        }
    }

    /// Nobody could ever approve as somebody who is not there.
    private static void requireRoles(Tx tx, EnvironmentRules rules) {
        List<String> named = new ArrayList<>(rules.review().reviewers());
        named.addAll(rules.breakGlassRoles());
        List<String> unknown = Environments.unknownRoles(tx, named);
        if (!unknown.isEmpty()) {
            throw new CommandFailureException(
                    "The database has no role %s: people and teams are roles of the database, so create it first."
                            .formatted(String.join(", ", unknown)));
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Lists the deployments of an environment, the newest first.")
    void history(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "how many at most (default: ${DEFAULT-VALUE})")
                    int limit,
            @Parameters(paramLabel = "REPOSITORY", description = "its name") String repository,
            @Parameters(paramLabel = "ENVIRONMENT", description = "its name") String environment) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            EnvironmentId id = find(open, repository, environment);
            Table table = new Table("DEPLOYMENT", "STATE", "COMMIT", "JOB", "BY", "AT", "REMARKS");
            for (PastDeployment each :
                    open.statement(tx -> DeploymentHistory.newest(tx, id, Math.max(1, limit)))) {
                table.row(
                        Long.toString(each.id()),
                        each.state(),
                        EnvironmentWords.commit(each),
                        each.name(),
                        each.actor(),
                        EnvironmentWords.time(each),
                        EnvironmentWords.remarks(each));
            }
            print(table);
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description =
                    "Approves a job that waits for approval, or with --run all such of a run.")
    int approve(@Mixin DatabaseOptions database, @Mixin DecidedJob decided)
            throws InterruptedException {
        return send(database, _ -> decided.command(CommandKind.APPROVE));
    }

    @Command(
            name = "reject",
            mixinStandardHelpOptions = true,
            description = "Rejects a job that waits for approval, or with --run all such of a run.")
    int reject(@Mixin DatabaseOptions database, @Mixin DecidedJob decided)
            throws InterruptedException {
        return send(database, _ -> decided.command(CommandKind.REJECT));
    }

    @Command(
            name = "break-glass",
            mixinStandardHelpOptions = true,
            description = {
                "Lets a job that waits at its environment pass all rules but the lock. It is recorded, and",
                "told to the targets that hear of it."
            })
    int breakGlass(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "JOB", description = "id of the job") long job,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            required = true,
                            description = "why; kept in the history")
                    String reason)
            throws InterruptedException {
        return send(
                database,
                _ ->
                        new NewCommand(
                                CommandKind.BREAK_GLASS.word(),
                                CommandArguments.NONE,
                                reason,
                                null,
                                new JobId(job),
                                null));
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = {
                "Deploys again what was deployed well before, by the same rules: the job of that",
                "deployment, and what needs it, run again."
            })
    int rollBack(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--to",
                            paramLabel = "DEPLOYMENT",
                            description =
                                    "id of the one to go back to (default: the last good one)")
                    @Nullable Long deployment,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "why; kept in the history")
                    @Nullable String reason,
            @Parameters(paramLabel = "REPOSITORY", description = "its name") String repository,
            @Parameters(paramLabel = "ENVIRONMENT", description = "its name") String environment)
            throws InterruptedException {
        return send(
                database,
                open ->
                        new NewCommand(
                                CommandKind.ROLL_BACK.word(),
                                CommandArguments.rollBack(environment, deployment),
                                reason,
                                null,
                                null,
                                NamedRepository.find(open, repository).id()));
    }

    /// The job, or the jobs of a run, about which a person decides.
    static final class DecidedJob {
        @Parameters(arity = "0..1", paramLabel = "JOB", description = "id of the job")
        private @Nullable Long job;

        @Option(names = "--run", paramLabel = "RUN", description = "id of a run")
        private @Nullable Long run;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the history")
        private @Nullable String reason;

        NewCommand command(CommandKind kind) {
            Long one = job;
            Long all = run;
            if ((one == null) == (all == null)) {
                throw new CommandFailureException(
                        "Which job? Give its id, or --run and the id of a run.");
            }
            return new NewCommand(
                    kind.word(),
                    CommandArguments.NONE,
                    reason,
                    all == null ? null : new RunId(all),
                    one == null ? null : new JobId(one),
                    null);
        }
    }

    private int send(DatabaseOptions database, Function<Database, NewCommand> command)
            throws InterruptedException {
        DatabaseConfiguration configuration = configuration(database);
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            NewCommand wish = command.apply(open);
            requireThere(open, wish);
            return SentCommand.carryOut(open, wish, spec.commandLine().getOut());
        }
    }

    private static void requireThere(Database open, NewCommand wish) {
        JobId job = wish.job();
        RunId run = wish.run();
        if (job != null && open.statement(tx -> Jobs.runOf(tx, job)).isEmpty()) {
            throw new CommandFailureException("There is no job %d.".formatted(job.value()));
        }
        if (run != null && open.statement(tx -> Runs.find(tx, run)).isEmpty()) {
            throw new CommandFailureException("There is no run %d.".formatted(run.value()));
        }
    }

    private static EnvironmentId find(Database open, String repository, String environment) {
        Repository found = NamedRepository.find(open, repository);
        return open.statement(tx -> Environments.find(tx, found.id(), environment))
                .orElseThrow(() ->
                        new CommandFailureException(
                                "%s has no environment \"%s\"; 'mini-jenkin environment list' names them."
                                        .formatted(found.name(), environment)));
    }

    private void print(Table table) {
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        out.flush();
    }

    private static DatabaseConfiguration configuration(DatabaseOptions database) {
        return database.configuration("environment");
    }
}
