package dev.minijenkin.cli;

import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin runner`
@Command(
        name = "runner",
        mixinStandardHelpOptions = true,
        description = {
            "Takes jobs from the queue and carries them out on this host, as this user.",
            "Ctrl+C: finish what runs, then leave. A second one cancels it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it left after its jobs, whatever came of them, or because it was told to",
            "1:it failed",
            "2:the command line is wrong",
            "3:it left after --idle-timeout without having had a job"
        })
final class RunnerCommand implements Callable<Integer> {
    static final int HAD_NOTHING = 3;

    @Mixin private DatabaseOptions database;
    @Mixin private RunnerOptions runner;
    @Mixin private HomeOption home;
    @Mixin private KeyOptions keys;

    @Override
    public Integer call() throws InterruptedException {
        SignalHandlers signals = SignalHandlers.taken();
        try (DatabaseAccess access =
                        DatabaseAccess.open(database.configuration("runner"), Runner.TOPICS);
                Runner running =
                        Runner.start(
                                runner.configuration(home.home(), keys.runner(home.home())),
                                access.database(),
                                access.listener())) {
            if (runner.stint().ends()) {
                Thread.ofVirtual().name("stint").start(() -> awaitEnd(running, signals));
            }
            signals.awaitFirst();
            RunnerStop.stop(running, signals);
            return signals.hasArrived() || running.begun() > 0 ? 0 : HAD_NOTHING;
        }
    }

    /// It leaves by itself.
    private static void awaitEnd(Runner running, SignalHandlers signals) {
        try {
            running.awaitStopped();
            signals.awaitNoMore();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
