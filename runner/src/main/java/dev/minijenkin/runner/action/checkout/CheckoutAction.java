package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.git.Git;
import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `uses: actions/checkout`, carried out with git's own command.
public final class CheckoutAction implements StepHandler {
    private final ActionCall call;
    private final ActionSources sources;
    private final Map<String, String> inputs;
    private final CheckoutCredentials credentials;

    // What the step has kept for later ones. Used by the job's thread alone.
    private Optional<Checkout> kept = Optional.empty();

    /// @param sources of repositories that do not lie beside the run's
    public CheckoutAction(ActionCall call, ActionSources sources) {
        this.call = call;
        this.sources = sources;
        this.inputs = call.inputsOnMachine();
        this.credentials = CheckoutCredentials.of(inputs, call.contexts());
    }

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        StepPrinter printer = scope.printer();
        Checkout checkout;
        try {
            CheckoutRemote remote =
                    credentials.by(
                            CheckoutRemote.of(
                                    inputs,
                                    call.source(),
                                    sources,
                                    CheckoutCredentials.ofJob(call.contexts(), "server_url")));
            checkout = Checkout.of(inputs, remote, call.source(), scope.workspace().source());
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        }
        printer.heading("##[group]Check out " + checkout.wanted());
        for (String input : Checkout.unsupported(inputs)) {
            String message = "checkout: the input '" + input + "' is not carried out yet.";
            printer.warning(message);
            scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
        }
        StepOutcome outcome;
        try {
            outcome = carryOut(scope, checkout);
        } catch (GitException e) {
            outcome = e.outcome();
        }
        printer.line("##[endgroup]");
        return outcome;
    }

    @Override
    public List<Post> posts() {
        return kept.map(checkout ->
                        List.of(
                                new Post(
                                        "Post " + call.step().head().name(),
                                        "always()",
                                        scope -> credentials.forget(checkout, scope))))
                .orElse(List.of());
    }

    private StepOutcome carryOut(StepScope scope, Checkout checkout)
            throws GitException, InterruptedException {
        String path = scope.environment().getOrDefault("PATH", "");
        if (checkout.lfs() && !scope.host().hasProgram("git-lfs", path)) {
            return new StepOutcome.Failed(
                    Cause.CHECKOUT_FAILED,
                    "asks for large files (lfs), and this host has no git-lfs");
        }
        if (credentials.any(checkout.remote())) {
            kept = Optional.of(checkout);
        }
        Map<String, String> shown = credentials.variables(checkout.remote(), scope);
        Git git = new Git(scope, checkout.folder(), checkout.lfs(), shown);
        CheckoutFolder folder = new CheckoutFolder(git, checkout, git.stopCheck());
        folder.prepare(scope.workspace().source());
        CheckoutMirror mirror = new CheckoutMirror(scope, checkout, shown);
        List<String> target;
        try {
            target = new CheckoutRefs(git, checkout, mirror.lend()).fetch();
        } finally {
            mirror.settle();
        }
        if (checkout.lfs()) {
            git.run("lfs", "install", "--local");
            git.run("lfs", "fetch", "origin", target.getLast());
        }
        narrow(git, checkout.sparse());
        List<String> command = new ArrayList<>(List.of("checkout", "--force"));
        command.addAll(target);
        try {
            git.run(command);
        } catch (GitException e) {
            mirror.forget(e);
            throw e;
        }
        folder.clean();
        submodules(git, checkout);
        credentials.persist(checkout, scope, git);
        scope.effects().output("ref", checkout.ref());
        scope.effects().output("commit", git.demand("rev-parse", "HEAD").strip());
        return new StepOutcome.Succeeded();
    }

    private static void narrow(Git git, Checkout.Sparse sparse)
            throws GitException, InterruptedException {
        if (!sparse.patterns().isEmpty()) {
            List<String> command = new ArrayList<>(List.of("sparse-checkout", "set"));
            command.add(sparse.cone() ? "--cone" : "--no-cone");
            command.add(Git.OPERANDS);
            command.addAll(sparse.patterns());
            git.run(command);
        }
    }

    private static void submodules(Git git, Checkout checkout)
            throws GitException, InterruptedException {
        if (checkout.submodules() == Checkout.Submodules.NONE) {
            return;
        }
        List<String> nested =
                checkout.submodules() == Checkout.Submodules.RECURSIVE
                        ? List.of("--recursive")
                        : List.of();
        List<String> sync = new ArrayList<>(List.of("submodule", "--quiet", "sync"));
        sync.addAll(nested);
        git.run(sync);
        List<String> update = new ArrayList<>(List.of("submodule", "update", "--init", "--force"));
        update.addAll(nested);
        if (checkout.depth() > 0) {
            update.add("--depth=" + checkout.depth());
        }
        git.run(update);
    }
}
