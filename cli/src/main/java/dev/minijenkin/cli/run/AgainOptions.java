package dev.minijenkin.cli.run;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.instance.RunInstance;
import dev.minijenkin.instance.run.LocalRun;
import dev.minijenkin.instance.run.PastJob;
import dev.minijenkin.instance.run.PastJobName;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which job of a past run is to be carried out on this machine, and where that run is known.
final class AgainOptions {
    @Option(
            names = "--again",
            paramLabel = "RUN[/JOB]",
            description =
                    "a job of a past run, alone: at its commit, with its event, leg and inputs, and with"
                            + " outputs and artifacts of those before it. RUN is an id, as"
                            + " 'mini-jenkin status' shows it, or REPOSITORY/PIPELINE#NUMBER; JOB a name or"
                            + " an id in the file (default: the job that failed)")
    private String name = "";

    @Mixin private DatabaseOptions database;

    boolean isGiven() {
        return !name.isEmpty();
    }

    /// Reads what there is to know of the job at once; its artifacts when it is started.
    ///
    /// @param folder a clone, or a folder in one, where its commit is looked for first
    Function<RunInstance, LocalRun> start(Path folder, LocalRun.Values values) {
        DatabaseConfiguration configuration = database.configuration("run");
        PastJobName wanted = PastJobName.parse(name);
        PastJob job;
        try (Database open = Database.open(configuration, HintSink.NONE)) {
            job = PastJob.find(open, wanted);
        }
        Path clone = LocalRun.root(folder, false);
        return instance -> {
            try (Database open = Database.open(configuration, HintSink.NONE)) {
                return LocalRun.again(job, open, clone, values, instance);
            }
        };
    }
}
