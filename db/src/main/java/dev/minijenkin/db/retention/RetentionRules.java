package dev.minijenkin.db.retention;

import static dev.minijenkin.db.schema.Tables.SETTINGS;

import dev.minijenkin.db.Tx;

/// How long what is kept, as administrators say in `settings`: in days, but for `runCount`.
///
/// @param runDays since a run ended
/// @param runCount newest runs of each pipeline that stay, however old
/// @param logDays since the day of a log
/// @param commandDays since a command was sent
/// @param deliveryDays since a delivery came
/// @param messageDays since a notification was made
/// @param figureDays of samples and roll-ups
public record RetentionRules(
        int runDays,
        int runCount,
        int logDays,
        int commandDays,
        int deliveryDays,
        int messageDays,
        int figureDays) {
    public static RetentionRules read(Tx tx) {
        return tx.sql()
                .selectFrom(SETTINGS)
                .fetchSingle(row ->
                        new RetentionRules(
                                row.get(SETTINGS.RUN_RETENTION_DAYS),
                                row.get(SETTINGS.RUN_RETENTION_COUNT),
                                row.get(SETTINGS.LOG_RETENTION_DAYS),
                                row.get(SETTINGS.COMMAND_RETENTION_DAYS),
                                row.get(SETTINGS.DELIVERY_RETENTION_DAYS),
                                row.get(SETTINGS.MESSAGE_RETENTION_DAYS),
                                row.get(SETTINGS.FIGURE_RETENTION_DAYS)));
    }
}
