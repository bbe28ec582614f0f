package dev.minijenkin.runner.action.git;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.user.FileRights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Git's own command in one folder, for one step.
///
/// Text from outside (an address, a ref) stands behind [#OPERANDS], or in a word that begins with
/// something else: a ref may begin like an option, and `--upload-pack` is a program. What steps of
/// the job left in the configuration of their user, or in variables, means nothing here. All
/// commands together have the time of the step.
public final class Git {
    /// What follows is no option, however it begins.
    public static final String OPERANDS = "--end-of-options";

    private static final List<String> PROGRAM =
            List.of(
                    "git",
                    "-c",
                    "advice.detachedHead=false",
                    "-c",
                    "protocol.version=2",
                    "-c",
                    "gc.auto=0",
                    "-c",
                    "core.hooksPath=/dev/null",
                    "-c",
                    "core.fsmonitor=false",
                    "-c",
                    "branch.autoSetupMerge=true");

    /// How to reach a host, and what to tell about it.
    private static final Set<String> KEPT =
            Set.of("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS");

    private static final List<String> KEPT_BEGINNINGS =
            List.of("GIT_TRACE", "GIT_CURL", "GIT_HTTP", "GIT_SSL", "GIT_PROXY");

    /// A branch `a` of then would stand in the way of a branch `a/b`.
    private static final String DELETE_REFS =
            "git for-each-ref --format='delete %(refname)' refs/heads refs/remotes"
                    + " | git update-ref --no-deref --stdin";

    private final StepScope scope;
    private final Path folder;
    private final boolean lfs;
    private final Map<String, String> credentials;
    private final Optional<Long> deadline;

    /// @param folder the work tree; no repository around it is ever used
    /// @param lfs whether large files are fetched where they are checked out
    public Git(StepScope scope, Path folder, boolean lfs) {
        this(scope, folder, lfs, Map.of());
    }

    /// @param credentials variables by which it shows who it is, before those of the host
    public Git(StepScope scope, Path folder, boolean lfs, Map<String, String> credentials) {
        this.scope = scope;
        this.folder = folder;
        this.lfs = lfs;
        this.credentials = Map.copyOf(credentials);
        this.deadline = scope.timeout().map(limit -> System.nanoTime() + limit.toNanos());
    }

    public StepPrinter printer() {
        return scope.printer();
    }

    /// With whose rights the runner works in the folder between two commands.
    public FileRights files() {
        return scope.files();
    }

    /// Of what the runner does between two commands.
    public StopCheck stopCheck() {
        return scope.stopCheck();
    }

    /// Deletes all branches and what is known of the remote's.
    public boolean deletesRefs() throws GitException, InterruptedException {
        return code(
                        StepProcess.ask(
                                        rest(),
                                        List.of("sh", "-c", DELETE_REFS),
                                        folder,
                                        environment())
                                .outcome())
                == 0;
    }

    /// Runs a command; the step ends here unless it succeeds.
    public void run(String... arguments) throws GitException, InterruptedException {
        run(List.of(arguments));
    }

    public void run(List<String> arguments) throws GitException, InterruptedException {
        int code = code(StepProcess.run(rest(), command(arguments), folder, environment()));
        if (code != 0) {
            throw failed(arguments.getFirst(), code);
        }
    }

    /// Runs a command of which it is no matter for the step whether it succeeds.
    public boolean tries(String... arguments) throws GitException, InterruptedException {
        return ask(arguments).isPresent();
    }

    /// What a command prints; empty where it fails.
    public Optional<String> ask(String... arguments) throws GitException, InterruptedException {
        StepProcess.Answer answer = answer(arguments);
        return code(answer.outcome()) == 0 ? Optional.of(answer.text()) : Optional.empty();
    }

    /// The same, and what it says of its failure is printed.
    public Optional<String> askAloud(String... arguments)
            throws GitException, InterruptedException {
        StepProcess.Answer answer = answer(arguments);
        if (code(answer.outcome()) == 0) {
            return Optional.of(answer.text());
        }
        scope.printer().line(answer.text().stripTrailing());
        return Optional.empty();
    }

    /// What a command prints; the step ends here if it fails.
    public String demand(String... arguments) throws GitException, InterruptedException {
        StepProcess.Answer answer = answer(arguments);
        int code = code(answer.outcome());
        if (code != 0) {
            scope.printer().line(answer.text().stripTrailing());
            throw failed(arguments[0], code);
        }
        return answer.text();
    }

    private StepProcess.Answer answer(String... arguments)
            throws GitException, InterruptedException {
        return StepProcess.ask(rest(), command(List.of(arguments)), folder, environment());
    }

    /// The step with the time that is left of it.
    private StepScope rest() throws GitException {
        if (deadline.isEmpty()) {
            return scope;
        }
        long left = deadline.get() - System.nanoTime();
        if (left <= 0) {
            throw new GitException(new StepOutcome.TimedOut());
        }
        return scope.within(Duration.ofNanos(left));
    }

    /// A step that was stopped, or is over its time, ends whatever its commands were for.
    private static int code(StepOutcome outcome) throws GitException {
        return switch (outcome) {
            case StepOutcome.Succeeded() -> 0;
            case StepOutcome.ExitedWith(int code) -> code;
            case StepOutcome.Failed _, StepOutcome.TimedOut _, StepOutcome.Stopped _ ->
                    throw new GitException(outcome);
        };
    }

    private static GitException failed(String command, int code) {
        return new GitException(
                new StepOutcome.Failed(
                        Cause.CHECKOUT_FAILED,
                        "failed: git " + command + " ended with exit code " + code));
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(PROGRAM);
        command.addAll(arguments);
        return command;
    }

    /// Git must fail where it would ask: nobody is there to answer.
    private Map<String, String> environment() {
        Map<String, String> quiet = new HashMap<>(scope.environment());
        quiet.keySet().removeIf(name -> !means(name.toUpperCase(Locale.ROOT)));
        scope.host().ownEnvironment().forEach(quiet::putIfAbsent);
        quiet.put("GIT_CEILING_DIRECTORIES", String.valueOf(folder.getParent()));
        quiet.put("GIT_TERMINAL_PROMPT", "0");
        quiet.putAll(credentials);
        quiet.putIfAbsent("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        if (!lfs) {
            quiet.put("GIT_LFS_SKIP_SMUDGE", "1");
        }
        return quiet;
    }

    private static boolean means(String name) {
        return !name.equals("HOME")
                && !name.equals("XDG_CONFIG_HOME")
                && (!name.startsWith("GIT_")
                        || KEPT.contains(name)
                        || KEPT_BEGINNINGS.stream().anyMatch(name::startsWith));
    }
}
