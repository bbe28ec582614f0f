package dev.minijenkin.runner.action;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `uses: actions/checkout`, carried out with git's own command.
///
/// @param inputs of `with`, evaluated
record CheckoutAction(Map<String, String> inputs, ClaimedJob.Source source) implements StepHandler {
    private static final List<String> GIT =
            List.of("git", "-c", "advice.detachedHead=false", "-c", "protocol.version=2");

    static CheckoutAction of(ActionCall call) {
        return new CheckoutAction(call.inputs(), call.source());
    }

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        StepPrinter printer = scope.printer();
        Checkout checkout;
        try {
            checkout = Checkout.of(inputs, source, scope.workspace().source());
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        }
        printer.heading("##[group]Check out " + checkout.wanted() + " of " + source.repository());
        for (String input : Checkout.unsupported(inputs)) {
            String message = "checkout: the input '" + input + "' is not carried out yet.";
            printer.warning(message);
            scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
        }
        makeFolder(checkout);
        scope.host().copyIn(checkout.folder());
        StepOutcome outcome = run(scope, checkout);
        printer.line("##[endgroup]");
        return outcome;
    }

    private static StepOutcome run(StepScope scope, Checkout checkout) throws InterruptedException {
        Map<String, String> environment = environment(scope.environment());
        for (List<String> arguments : checkout.commands()) {
            List<String> command = new ArrayList<>(GIT);
            command.addAll(arguments);
            StepOutcome outcome = StepProcess.run(scope, command, checkout.folder(), environment);
            if (!(outcome instanceof StepOutcome.Succeeded)) {
                return outcome instanceof StepOutcome.ExitedWith(int code)
                        ? new StepOutcome.Failed(
                                Cause.CHECKOUT_FAILED,
                                "failed: git "
                                        + arguments.getFirst()
                                        + " ended with exit code "
                                        + code)
                        : outcome;
            }
        }
        return new StepOutcome.Succeeded();
    }

    /// Git must fail where it would ask: nobody is there to answer.
    private static Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> quiet = new HashMap<>(environment);
        quiet.put("GIT_TERMINAL_PROMPT", "0");
        quiet.putIfAbsent("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        quiet.put("GIT_LFS_SKIP_SMUDGE", "1");
        return quiet;
    }

    private static void makeFolder(Checkout checkout) {
        try {
            Files.createDirectories(checkout.folder());
        } catch (IOException e) {
            throw DiskTrouble.explain("make the folder of the checkout", checkout.folder(), e);
        }
    }
}
