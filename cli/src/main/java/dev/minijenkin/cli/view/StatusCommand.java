package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.RunWords;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.deployment.EnvironmentLock;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.hold.Hold;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.limit.ClaimLimit;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.retention.RetentionRules;
import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.delivery.DeliveryViews;
import dev.minijenkin.db.view.delivery.IncomingView;
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
public final class StatusCommand implements Runnable {
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
            out.println(retentionLine(open.statement(RetentionRules::read)));
            open.statement(Environments::locked).forEach(lock -> out.println(lockLine(lock)));
            open.statement(tx -> Holds.all(tx, TROUBLED))
                    .forEach(hold -> out.println(holdLine(hold, health.at().toInstant())));
            open.statement(ClaimLimits::all).stream()
                    .filter(limit -> limit.taken() >= limit.most())
                    .forEach(limit -> out.println(limitLine(limit)));
            open.statement(Attentions::unschedulable).stream()
                    .limit(TROUBLED)
                    .forEach(jobs -> out.println(unschedulableLine(jobs)));
            open.statement(Attentions::failedDeliveries).stream()
                    .limit(TROUBLED)
                    .forEach(delivery ->
                            out.println(deliveryLine(delivery, health.at().toInstant())));
            if (runs.isEmpty()) {
                out.println();
                out.println(
                        "No run yet. Register a repository with 'mini-jenkin repository add' and push to it.");
                open.statement(tx -> DeliveryViews.incoming(tx, TROUBLED)).stream()
                        .filter(delivery -> delivery.progress().state() == DeliveryState.IGNORED)
                        .findFirst()
                        .ifPresent(delivery -> out.println(ignoredLine(delivery)));
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

    private static String retentionLine(RetentionRules keeps) {
        return "keeps runs %d days and the newest %d of each pipeline, logs %d, commands %d, deliveries %d, notifications %d days"
                .formatted(
                        keeps.runDays(),
                        keeps.runCount(),
                        keeps.logDays(),
                        keeps.commandDays(),
                        keeps.deliveryDays(),
                        keeps.messageDays());
    }

    private static String lockLine(EnvironmentLock lock) {
        String where = "%s of %s: ".formatted(lock.environment(), lock.repository());
        if (lock.holder() != null) {
            return lock.runner() == null
                    ? where + lock.holder() + " is about to deploy"
                    : where
                            + "%s deploys on %s%s"
                                    .formatted(
                                            lock.holder(),
                                            lock.runner(),
                                            lock.connected() ? "" : ", which is not connected");
        }
        return where
                + "kept locked until %s, because %s"
                        .formatted(
                                lock.keptUntil() == null
                                        ? "a person frees it ('mini-jenkin unlock')"
                                        : LocalTimes.text(lock.keptUntil().toInstant()),
                                lock.keptBecause());
    }

    private static String holdLine(Hold hold, Instant now) {
        return "run %d (%s)%s is held by %s for %s%s"
                .formatted(
                        hold.run().value(),
                        hold.pipeline(),
                        hold.job() == null ? "" : ", job " + hold.job() + ",",
                        hold.by(),
                        RunWords.duration(Duration.between(hold.since(), now)),
                        hold.reason() == null ? "" : ": " + hold.reason());
    }

    private static String limitLine(ClaimLimit limit) {
        return "the limit of %s is full: %d of %d jobs are under way"
                .formatted(
                        limit.repository() == null
                                ? "the label " + limit.label()
                                : limit.repository(),
                        limit.taken(),
                        limit.most());
    }

    private static String unschedulableLine(Attention.UnschedulableJobs jobs) {
        List<String> missing = jobs.labels().missing();
        return "%s cannot begin: no runner that is online and takes jobs has %s"
                .formatted(
                        jobs.jobs() == 1 ? "1 job" : jobs.jobs() + " jobs",
                        missing.isEmpty()
                                ? "all of " + String.join(", ", jobs.labels().labels())
                                : String.join(", ", missing));
    }

    /// For who has pushed and sees nothing.
    private static String ignoredLine(IncomingView delivery) {
        return "The newest %s of %s started nothing: %s"
                .formatted(
                        delivery.what().event(),
                        delivery.what().repository(),
                        delivery.progress().error());
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
