package dev.minijenkin.cli.host;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.cli.part.KeyOptions;
import dev.minijenkin.cli.part.SignalHandlers;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `mini-jenkin runner`
@Command(
        name = "runner",
        mixinStandardHelpOptions = true,
        description = {
            "Takes jobs from the queue and carries them out on this host, as this user. With --guest it",
            "may be a host for code that nobody has reviewed.",
            "Ctrl+C: finish what runs, then leave. A second one cancels it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it left after its jobs, whatever came of them, or because it was told to",
            "1:it failed",
            "2:the command line is wrong",
            "3:it left after --idle-timeout without having had a job"
        })
public final class RunnerCommand implements Callable<Integer> {
    static final int HAD_NOTHING = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Mixin private DatabaseOptions database;
    @Mixin private RunnerOptions runner;
    @Mixin private HomeOption home;
    @Mixin private KeyOptions keys;

    @Option(
            names = "--guest",
            description = {
                "carries out runs of code that nobody has reviewed, where their repository sends these to",
                "guests, and nothing else. Logs in as a member of mj_guest_runner ('user add NAME --role",
                "guest_runner') and is called like that login, or LOGIN-SOMETHING. Opens no secrets but",
                "those of the job that it has, starts no containers unless --containers names a program,",
                "and fetches no actions unless --allow-actions names them"
            })
    private boolean guest;

    @Override
    public Integer call() throws InterruptedException {
        SignalHandlers signals = SignalHandlers.taken();
        DatabaseConfiguration configuration = database.configuration("runner");
        RunnerConfiguration as =
                guest
                        ? runner.guest(home.home(), configuration.user())
                        : runner.configuration(home.home(), keys.runner(home.home()));
        try (DatabaseAccess access = DatabaseAccess.open(configuration, Runner.TOPICS);
                Runner running = started(as, access, signals)) {
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

    /// One that logs in as somebody else than it takes itself for could do nothing, and would try
    /// for ever. A database that is away is waited for, as by every runner.
    private static Runner started(
            RunnerConfiguration as, DatabaseAccess access, SignalHandlers signals)
            throws InterruptedException {
        boolean mayOnlyCall =
                new WhileAway("The start of the runner", FIRST_PAUSE, LONGEST_PAUSE, new WakeUp())
                        .repeat(
                                signals::hasArrived,
                                _ -> access.database().<Boolean>statement(Logins::isGuest))
                        .orElse(as.guest());
        if (mayOnlyCall && !as.guest()) {
            throw new CommandFailureException(
                    access.configuration().user()
                            + " is the login of a guest runner: start it with --guest.");
        }
        if (!mayOnlyCall && as.guest()) {
            throw new CommandFailureException(
                    access.configuration().user()
                            + " is no login of a guest runner: an administrator makes one by"
                            + " 'mini-jenkin user add NAME --role guest_runner'.");
        }
        return Runner.start(as, access.database(), access.listener());
    }
}
