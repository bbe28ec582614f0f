package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mini-jenkin status`
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the health of the installation and the newest runs.")
final class StatusCommand implements Runnable {
    private static final int TROUBLED = 5;

    @Mixin private DatabaseOptions database;

    @Option(names = "--limit", paramLabel = "N", description = "how many runs (default: 20)")
    private int limit = 20;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        try (Database open = Database.open(database.configuration("status"), HintSink.NONE)) {
            PrintWriter out = spec.commandLine().getOut();
            Health health = open.statement(Stats::health);
            List<RunView> runs = open.statement(tx -> RunViews.page(tx, List.of(), null, limit));
            out.println(healthLine(health));
            open.statement(Attentions::failedDeliveries).stream()
                    .limit(TROUBLED)
                    .forEach(delivery ->
                            out.println(deliveryLine(delivery, health.at().toInstant())));
            if (runs.isEmpty()) {
                out.println();
                out.println(
                        "No run yet. Register a repository with 'mini-jenkin repository add' and push to it.");
                return;
            }
            Table table =
                    new Table(
                            "RUN",
                            "STATE",
                            "PIPELINE",
                            "#",
                            "BRANCH",
                            "COMMIT",
                            "BY",
                            "TOOK",
                            "TITLE");
            Instant now = health.at().toInstant();
            for (RunView run : runs) {
                table.row(
                        Long.toString(run.id().value()),
                        RunWords.state(run),
                        run.pipeline().title(),
                        "#" + run.number(),
                        run.origin().shortRef(),
                        run.origin().shortSha(),
                        run.origin().actor(),
                        took(run, now),
                        run.origin().title());
            }
            out.println();
            table.print(out);
            out.flush();
        }
    }

    private static String healthLine(Health health) {
        return "%d of %d runners online, %d/%d slots busy, queue %d%s, %d runs open"
                .formatted(
                        health.runnersOnline(),
                        health.runnersKnown(),
                        health.slotsBusy(),
                        health.slotsTotal(),
                        health.queueDepth(),
                        health.queueDepth() == 0
                                ? ""
                                : " (oldest " + RunWords.duration(health.oldestWait()) + ")",
                        health.runsOpen());
    }

    private static String deliveryLine(Attention.FailedDelivery delivery, Instant now) {
        return "%s of %s, %s ago, %s: %s"
                .formatted(
                        delivery.event(),
                        delivery.repository(),
                        RunWords.duration(Duration.between(delivery.since(), now)),
                        delivery.retried() ? "is tried again" : "failed",
                        delivery.error());
    }

    private static String took(RunView run, Instant now) {
        if (run.times().started() == null) {
            return "";
        }
        Instant end = run.times().finished() == null ? now : run.times().finished();
        return RunWords.duration(Duration.between(run.times().started(), end));
    }
}
