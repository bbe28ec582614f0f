package dev.minijenkin.cli.run;

import dev.minijenkin.cli.host.JobOptions;
import dev.minijenkin.cli.host.RunnerOptions;
import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.cli.part.SignalHandlers;
import dev.minijenkin.cli.part.Terminal;
import dev.minijenkin.cli.workflow.PlanCommand;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.engine.start.RunChoice;
import dev.minijenkin.instance.RunInstance;
import dev.minijenkin.instance.run.LocalRun;
import dev.minijenkin.instance.run.RunReport;
import dev.minijenkin.instance.run.RunRequest;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.job.services.LocalTerms;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.plan.leg.ChosenLegs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin run`
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = RunCommand.NOT_STARTED,
        description = {
            "Carries out workflows of a folder on this machine, with everything that is not committed yet,",
            "or with --again a job of a past run.",
            "Nothing else has to run: its own PostgreSQL starts by itself. Ctrl+C cancels; a second one does not wait."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every run succeeded (one of which all jobs are skipped counts as that)",
            "1:a run failed, ran out of time, or was cancelled from within",
            "2:nothing was started: wrong options, or nothing that the event starts",
            "130:cancelled by Ctrl+C"
        })
public final class RunCommand implements Callable<Integer> {
    static final int NOT_STARTED = 2;
    private static final int CANCELLED = 130;
    private static final String FORGE_TOKEN = "GITHUB_TOKEN";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "top of the working tree (default: that of this folder); with --again a clone where"
                            + " the commit is looked for first")
    private @Nullable Path folder;

    @Option(
            names = {"-w", "--workflow"},
            paramLabel = "FILE",
            description =
                    "one workflow, by its path or its name, or a folder of them; it runs whatever its"
                            + " filters say (default: all that the event starts)")
    private String workflow = "";

    @Option(
            names = {"-e", "--event"},
            paramLabel = "NAME",
            description = "what happens (default: push, or what the workflows listen to)")
    private String event = "";

    @Option(
            names = "--event-file",
            paramLabel = "FILE",
            description = "the event's payload, a JSON object as a git host sends it")
    private @Nullable Path eventFile;

    @Option(
            names = {"-j", "--job"},
            paramLabel = "ID",
            description = "one job, and those that it needs (default: all)")
    private String job = "";

    @Option(
            names = "--matrix",
            paramLabel = "KEY:VALUE",
            description =
                    "only legs that have this value; may be repeated: of one key each value counts,"
                            + " of several keys all must fit")
    private List<String> legs = List.of();

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "input of a workflow_dispatch; may be repeated")
    private List<String> inputs = List.of();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "secrets, a line NAME=VALUE each; GITHUB_TOKEN becomes the token of the jobs")
    private @Nullable Path secretFile;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "what jobs read as vars.NAME; may be repeated")
    private List<String> variables = List.of();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "variables that every job begins with, a line NAME=VALUE each")
    private @Nullable Path envFile;

    @Option(
            names = "--json",
            description =
                    "print one JSON object at the end, and the log to standard error: conclusion, runs,"
                            + " and jobs with outputs, steps and their lines")
    private boolean json;

    @Option(
            names = "--shell",
            description =
                    "open a shell where a step fails, in the workspace and with the environment of the step;"
                            + " the job goes on after it")
    private boolean shell;

    @Mixin private JobOptions jobs;
    @Mixin private AgainOptions again;
    @Mixin private HomeOption home;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return carryOut();
        } catch (RuntimeException e) {
            if (json) {
                print(RunReport.json(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private int carryOut() throws InterruptedException {
        SignalHandlers signals = SignalHandlers.taken();
        RunScreen screen = json ? RunScreen.onError() : RunScreen.onOutput();
        Map<String, String> secrets = new LinkedHashMap<>(file(secretFile));
        String token = Optional.ofNullable(secrets.remove(FORGE_TOKEN)).orElse("");
        FailureShell failures = shell ? FailureShell.atTheTerminal() : FailureShell.never();
        LocalTerms terms =
                new LocalTerms(
                        true,
                        file(envFile),
                        token,
                        shell ? Optional.of(failures) : Optional.empty());
        LocalRun.Values values = new LocalRun.Values(secrets, pairs("--var", '=', variables));
        ActionSources sources = new ActionSources(jobs.actionsUrl(), ActionSources.EVERY);
        Function<RunInstance, LocalRun> start = start(values, sources);
        screen.progress("Starting PostgreSQL");
        try (RunInstance instance = RunInstance.open(home.home());
                LocalRun run = start.apply(instance);
                RunFollower follower =
                        new RunFollower(
                                instance.database(), instance.listener(), screen, failures)) {
            run.remarks().forEach(screen::line);
            Runner runner = instance.start(configuration(instance, terms, sources));
            boolean interrupted = follow(run, runner, signals, follower);
            return end(instance.database(), run.runs(), interrupted);
        }
    }

    /// What is to run, known before anything is started.
    private Function<RunInstance, LocalRun> start(LocalRun.Values values, ActionSources sources) {
        Path from = folder == null ? Path.of("") : folder;
        if (again.isGiven()) {
            refuseWhatThePastRunSays();
            return again.start(from, values);
        }
        RunRequest request = request(from);
        return instance -> LocalRun.start(request, values, instance, sources);
    }

    /// Options that would make it another job than that of then.
    private void refuseWhatThePastRunSays() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--workflow", !workflow.isEmpty());
        given.put("--event", !event.isEmpty());
        given.put("--event-file", eventFile != null);
        given.put("--job", !job.isEmpty());
        given.put("--matrix", !legs.isEmpty());
        given.put("--input", !inputs.isEmpty());
        given.forEach((option, isGiven) -> {
            if (isGiven) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + " does not go with --again: the past run says it already");
            }
        });
    }

    private int end(Database database, List<RunId> runs, boolean interrupted) {
        Conclusion conclusion = RunReport.conclusion(database, runs);
        if (conclusion == Conclusion.SKIPPED && !legs.isEmpty()) {
            throw new CommandFailureException(
                    "No leg of a matrix has " + String.join(" and ", legs) + ": nothing ran.");
        }
        if (json) {
            print(RunReport.json(database, runs));
        }
        if (interrupted) {
            return CANCELLED;
        }
        return switch (conclusion) {
            case SUCCESS, SKIPPED -> 0;
            case FAILURE, CANCELLED, TIMED_OUT -> 1;
        };
    }

    /// Whether somebody broke it off.
    private static boolean follow(
            LocalRun run, Runner runner, SignalHandlers signals, RunFollower follower)
            throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread watch =
                Thread.ofVirtual()
                        .name("signals")
                        .start(() -> {
                            try {
                                signals.awaitFirst();
                                interrupted.set(true);
                                run.cancel();
                                signals.awaitSecond();
                                runner.close();
                                follower.giveUp();
                            } catch (InterruptedException _) {
                                // The run has ended by itself.
                            }
                        });
        follower.follow(run.runs());
        watch.interrupt();
        watch.join();
        follower.summary(run.runs());
        return interrupted.get();
    }

    private RunnerConfiguration configuration(
            RunInstance instance, LocalTerms terms, ActionSources sources) {
        return new RunnerConfiguration(
                        RunnerOptions.hostName(),
                        RunnerOptions.usualLabels(),
                        jobs.capacity(),
                        instance.home().work())
                .toBuilder()
                        .passed(jobs.passed())
                        .keys(instance.keys().runner())
                        .actions(sources)
                        .terms(terms)
                        .engines(jobs.engines())
                        .build();
    }

    private RunRequest request(Path from) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (String leg : legs) {
            Map.Entry<String, String> pair = pair("--matrix", ':', leg);
            chosen.computeIfAbsent(pair.getKey(), _ -> new ArrayList<>()).add(pair.getValue());
        }
        return new RunRequest(
                LocalRun.root(from, folder != null && !workflow.isEmpty()),
                workflow,
                event,
                Optional.ofNullable(eventFile).map(RunCommand::payload),
                pairs("--input", '=', inputs),
                new RunChoice(job, new ChosenLegs(chosen), !workflow.isEmpty()));
    }

    private static ObjectValue payload(Path file) {
        try {
            return PlanCommand.payload(file);
        } catch (IOException e) {
            throw new CommandFailureException("The file " + file + " cannot be read.", e);
        }
    }

    private static Map<String, String> file(@Nullable Path file) {
        return file == null ? Map.of() : DotenvFile.read(file);
    }

    private Map<String, String> pairs(String option, char between, List<String> given) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String one : given) {
            Map.Entry<String, String> pair = pair(option, between, one);
            pairs.put(pair.getKey(), pair.getValue());
        }
        return pairs;
    }

    private Map.Entry<String, String> pair(String option, char between, String given) {
        int at = given.indexOf(between);
        if (at < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "\"%s\" does not fit: write %s NAME%sVALUE".formatted(given, option, between));
        }
        return Map.entry(given.substring(0, at), given.substring(at + 1));
    }

    private static void print(String object) {
        PrintStream out = Terminal.raw();
        out.println(object);
        out.flush();
    }
}
