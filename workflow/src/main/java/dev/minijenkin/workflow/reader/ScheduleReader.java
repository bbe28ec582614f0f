package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.model.Cron;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Reads the times of `schedule`.
final class ScheduleReader {
    private static final int SHORTEST_INTERVAL = 5;

    private final Problems problems;

    ScheduleReader(Problems problems) {
        this.problems = problems;
    }

    List<Trigger.Schedule.Time> read(Yaml node) {
        List<Trigger.Schedule.Time> times = new ArrayList<>();
        if (node instanceof Yaml.Sequence(_, List<Yaml> items)) {
            for (Yaml item : items) {
                Fields fields = Fields.of(item);
                Text text = fields.text("cron");
                if (!text.isEmpty()) {
                    read(text, zone(fields.text("timezone")), times);
                }
            }
        }
        return times;
    }

    private void read(Text text, ZoneId zone, List<Trigger.Schedule.Time> times) {
        try {
            Cron cron = Cron.parse(text.value());
            if (cron.shortestInterval() < SHORTEST_INTERVAL) {
                problems.warning(
                        LintRule.SCHEDULE,
                        text.place(),
                        "This schedule asks for runs less than %d minutes apart"
                                .formatted(SHORTEST_INTERVAL));
            }
            times.add(new Trigger.Schedule.Time(text.value(), cron, zone));
        } catch (IllegalArgumentException e) {
            problems.error(LintRule.SCHEDULE, text.place(), String.valueOf(e.getMessage()));
        }
    }

    private ZoneId zone(Text text) {
        if (text.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text.value());
        } catch (DateTimeException _) {
            problems.warning(
                    LintRule.SCHEDULE,
                    text.place(),
                    "There is no time zone `%s`, so UTC is taken".formatted(text.value()));
            return ZoneOffset.UTC;
        }
    }
}
