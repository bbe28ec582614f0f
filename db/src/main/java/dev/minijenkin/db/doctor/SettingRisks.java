package dev.minijenkin.db.doctor;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.doctor.DoctorFinding.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Settings of PostgreSQL that hurt this use of it.
final class SettingRisks {
    /// The first minor versions of 17 and 18 in which VACUUM leaves alone what waiting
    /// notifications need.
    private static final Map<Integer, Integer> SAFE_NOTIFICATIONS =
            Map.of(17, 170_008, 18, 180_002);

    /// As they are for sessions of others: those of the product bring an
    /// `idle_in_transaction_session_timeout` of their own, so that it is read where the migrations
    /// set it.
    private static final String SETTINGS =
            """
            select name,
                case when name = 'idle_in_transaction_session_timeout' and source = 'client'
                    then coalesce(
                        (select substring(entry from '=(.*)') from pg_db_role_setting d, unnest(d.setconfig) entry
                        where d.setdatabase = (select oid from pg_database where datname = current_database())
                            and d.setrole = 0 and entry ~ ('^' || name || '=')),
                        '0')
                    else setting end as setting
            from pg_settings
            where name in ('autovacuum', 'track_counts', 'fsync', 'full_page_writes', 'synchronous_commit',
                'autovacuum_naptime', 'max_wal_size', 'shared_buffers', 'idle_in_transaction_session_timeout',
                'server_version_num', 'default_transaction_isolation', 'enable_indexscan', 'enable_partition_pruning')
            """;

    /// @param hurts whether a value does
    private record Rule(
            String setting, Severity severity, Predicate<String> hurts, String why, String fix) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "autovacuum",
                            Severity.NOW,
                            "off"::equals,
                            "dead rows are never cleared, and the queue slows down",
                            "alter system set autovacuum = on"),
                    new Rule(
                            "track_counts",
                            Severity.NOW,
                            "off"::equals,
                            "autovacuum does not know what to clear",
                            "alter system set track_counts = on"),
                    new Rule(
                            "fsync",
                            Severity.NOW,
                            "off"::equals,
                            "a crash of the machine may destroy the database",
                            "alter system set fsync = on"),
                    new Rule(
                            "full_page_writes",
                            Severity.NOW,
                            "off"::equals,
                            "a crash of the machine may destroy pages",
                            "alter system set full_page_writes = on"),
                    new Rule(
                            "synchronous_commit",
                            Severity.SOON,
                            "off"::equals,
                            "a crash may lose what was answered: a job may be started twice",
                            "alter system set synchronous_commit = on"),
                    new Rule(
                            "enable_indexscan",
                            Severity.NOW,
                            "off"::equals,
                            "claims read whole tables",
                            "alter system reset enable_indexscan"),
                    new Rule(
                            "enable_partition_pruning",
                            Severity.NOW,
                            "off"::equals,
                            "each read of a log asks every day",
                            "alter system reset enable_partition_pruning"),
                    new Rule(
                            "default_transaction_isolation",
                            Severity.SOON,
                            value -> !value.equals("read committed"),
                            "statements of the product fail where they should wait",
                            "alter system reset default_transaction_isolation"),
                    new Rule(
                            "autovacuum_naptime",
                            Severity.SOON,
                            value -> Long.parseLong(value) > 60,
                            "the queue is cleared too seldom",
                            "alter system set autovacuum_naptime = '15s'"),
                    new Rule(
                            "max_wal_size",
                            Severity.SOON,
                            value -> Long.parseLong(value) < 1024,
                            "checkpoints come often, and small writes cost three times as much",
                            "alter system set max_wal_size = '4GB'"),
                    new Rule(
                            "shared_buffers",
                            Severity.SOON,
                            value -> Long.parseLong(value) < 16_384,
                            "less than 128 MB of pages are kept in memory",
                            "alter system set shared_buffers = '1GB' (takes a restart)"),
                    new Rule(
                            "idle_in_transaction_session_timeout",
                            Severity.SOON,
                            "0"::equals,
                            "whoever forgets an open transaction slows the queue down for all",
                            "alter database … set idle_in_transaction_session_timeout = '5min'"),
                    new Rule(
                            "server_version_num",
                            Severity.SOON,
                            SettingRisks::isTooOld,
                            "this version may clear away what a waiting notification needs (fixed in 17.8 and 18.2)",
                            "Update PostgreSQL to its newest minor version"));

    private SettingRisks() {}

    static List<DoctorFinding> find(Tx tx) {
        Map<String, String> settings =
                tx.sql().fetch(SETTINGS).stream()
                        .collect(
                                Collectors.toMap(
                                        row -> row.get("name", String.class),
                                        row -> row.get("setting", String.class)));
        return of(settings);
    }

    /// @param settings by their names, as `pg_settings` has them
    static List<DoctorFinding> of(Map<String, String> settings) {
        return RULES.stream().flatMap(rule -> finding(rule, settings)).toList();
    }

    private static Stream<DoctorFinding> finding(Rule rule, Map<String, String> settings) {
        return Optional.ofNullable(settings.get(rule.setting)).filter(rule.hurts).stream()
                .map(value ->
                        new DoctorFinding(
                                "setting-" + rule.setting.replace('_', '-'),
                                rule.severity,
                                "%s is %s: %s".formatted(rule.setting, value, rule.why),
                                rule.fix));
    }

    private static boolean isTooOld(String version) {
        int number = Integer.parseInt(version);
        return number < SAFE_NOTIFICATIONS.getOrDefault(number / 10_000, 0);
    }
}
