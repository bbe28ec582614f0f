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
        })
final class RunnerCommand implements Callable<Integer> {
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
            signals.awaitFirst();
            RunnerStop.stop(running, signals);
        }
        return 0;
    }
}
