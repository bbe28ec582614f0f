package dev.minijenkin.engine.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.poll.Separately;
import dev.minijenkin.db.schedule.DueSchedule;
import dev.minijenkin.db.schedule.Rhythm;
import dev.minijenkin.db.schedule.Schedules;
import dev.minijenkin.workflow.model.Cron;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the schedules of workflow files ([DefaultBranch]), and starts what is due. Any number of
/// processes may do so at once.
public final class ScheduleKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);
    private static final int BATCH = 500;
    private static final int LONGEST_KEY = 200;

    private ScheduleKeeper() {}

    /// The rhythms of a workflow file of the default branch count from now on, and no others of it.
    ///
    /// @return whether it has any
    static boolean remember(Tx tx, PipelineId pipeline, Workflow workflow) {
        List<Rhythm> rhythms = rhythms(workflow, Schedules.now(tx));
        Schedules.replace(tx, pipeline, rhythms);
        return !rhythms.isEmpty();
    }

    /// Whether a file has any that may be due one day.
    static boolean concerns(Workflow workflow) {
        return workflow.triggers().get("schedule") instanceof Trigger.Schedule;
    }

    /// Asks for the runs of every schedule whose time has come, each in a transaction of its own,
    /// so that one which cannot be asked for just now keeps no other. What was missed while nobody
    /// looked is made up for once.
    ///
    /// @return how many were due
    public static int startDue(Database database) {
        return Separately.each(
                database.statement(tx -> Schedules.due(tx, BATCH)),
                id -> database.transaction(tx -> start(tx, id)));
    }

    private static boolean start(Tx tx, long id) {
        LockLimit.set(tx, LockLimit.OF_CHORES);
        Optional<DueSchedule> due = Schedules.lockDue(tx, id);
        due.ifPresent(schedule -> {
            Deliveries.receive(tx, delivery(schedule));
            known(schedule.rhythm(), Schedules.now(tx))
                    .ifPresentOrElse(
                            at -> Schedules.moveOn(tx, schedule, at),
                            () -> Schedules.delete(tx, schedule));
        });
        return due.isPresent();
    }

    /// Two pipelines of a repository with the same rhythm are one delivery, by its key.
    private static NewDelivery delivery(DueSchedule schedule) {
        Rhythm rhythm = schedule.rhythm();
        String key = key(rhythm.nextAt() + " " + rhythm.cron() + " " + rhythm.timeZone());
        return new NewDelivery(
                schedule.repository(),
                DeliverySource.SCHEDULE,
                key,
                "schedule",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("schedule", rhythm.cron())
                        .toString()
                        .getBytes(UTF_8));
    }

    /// A list of many minutes is longer than a key may be.
    private static String key(String text) {
        return text.length() <= LONGEST_KEY
                ? text
                : UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }

    /// One that this version cannot read any more (a zone that was given up) keeps no other
    /// waiting: it is forgotten until the file is read again.
    private static Optional<Instant> known(Rhythm rhythm, Instant after) {
        try {
            return next(rhythm.cron(), rhythm.timeZone(), after);
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.warn(
                    "The schedule {} in {} cannot be read: {}",
                    rhythm.cron(),
                    rhythm.timeZone(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Rhythm> rhythms(Workflow workflow, Instant now) {
        List<Rhythm> rhythms = new ArrayList<>();
        if (workflow.triggers().get("schedule") instanceof Trigger.Schedule schedule) {
            for (Trigger.Schedule.Time time : schedule.times()) {
                next(time.text(), time.zone().getId(), now)
                        .ifPresent(at ->
                                rhythms.add(new Rhythm(time.text(), time.zone().getId(), at)));
            }
        }
        return rhythms;
    }

    private static Optional<Instant> next(String cron, String zone, Instant after) {
        ZonedDateTime from = after.atZone(ZoneId.of(zone));
        return Cron.parse(cron).next(from).map(ZonedDateTime::toInstant);
    }
}
