package dev.minijenkin.db;

import dev.minijenkin.db.lock.LockHolders;
import dev.minijenkin.db.lock.LockWatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a database to the schema of this version.
///
/// A migration that waits for somebody makes everybody wait behind it. So it waits for a moment
/// only, is rolled back, and is tried again after a pause in which the others go on.
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String LOCATION = "classpath:dev/minijenkin/db/migration";

    /// Begins the names of migrations that take something away.
    static final String CONTRACT = "contract";

    private static final Pattern NEEDED_UNTIL = Pattern.compile("^contract (\\d{1,6}) ");

    private final DataSource source;
    private final String application;
    private final Patience patience;
    private final Flyway flyway;
    private final Flyway reader;

    public Migrations(DatabaseConfiguration configuration) {
        this(configuration, Patience.USUAL, LOCATION);
    }

    Migrations(DatabaseConfiguration configuration, Patience patience, String... locations) {
        this.application = configuration.applicationName() + " (migration)";
        this.source = configuration.migrationSource(application, patience.lockLimit());
        this.patience = patience;
        this.flyway = flyway(source, locations);
        // To look is not to migrate: whoever only looks does not wait for ever for an answer.
        this.reader = flyway(configuration.dataSource(), locations);
    }

    private static Flyway flyway(DataSource source, String... locations) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(locations)
                .load();
    }

    /// How often a migration is tried that somebody is in the way of.
    ///
    /// @param lockLimit how long it waits each time, and others behind it: shorter than
    ///   [DatabaseConfiguration#LOCK_LIMIT], so that these do not fail
    record Patience(int tries, Duration lockLimit, Duration pause) {
        /// About five minutes.
        static final Patience USUAL =
                new Patience(60, Duration.ofSeconds(3), Duration.ofSeconds(2));
    }

    /// Carries out what is missing; how many migrations that were. Who is in the way is logged.
    ///
    /// @throws DatabaseException as [#migrate(Consumer)]
    public int migrate() {
        return migrate(LOG::warn);
    }

    /// Carries out what is missing; how many migrations that were.
    ///
    /// @param progress is told in a sentence who is in the way, whenever that changes
    /// @throws DatabaseException where one fails; PostgreSQL has rolled it back whole. Also where
    ///   the schema is none that this version can go on with ([#state]): nothing was changed. Also
    ///   where somebody is in the way and does not leave in time: what was carried out before stays
    public int migrate(Consumer<String> progress) {
        try {
            return switch (state()) {
                case CURRENT, TOO_OLD -> carryOut(progress);
                case WIDER -> 0;
                case TOO_NEW ->
                        throw new DatabaseException("The schema is newer than this version");
                case DIFFERENT ->
                        throw new DatabaseException(
                                "The schema was made by other migrations than those of this"
                                        + " version");
            };
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private int carryOut(Consumer<String> progress) {
        int open = reader.info().pending().length;
        String told = "";
        for (int tries = 1; ; tries++) {
            LockWatch watch = LockWatch.begin(() -> LockHolders.of(source, application));
            try (watch) {
                flyway.migrate();
                return open;
            } catch (FlywayException e) {
                DatabaseException failed = failed(e);
                if (!(failed instanceof DatabaseUnavailableException away && away.heldUp())) {
                    throw failed;
                }
                String inTheWay = watch.shown().orElse("a session that has left meanwhile");
                if (tries >= patience.tries()) {
                    throw new DatabaseException(
                            "The schema could not be brought up to date, because what it changes is"
                                    + " held by "
                                    + inTheWay
                                    + ": end that (select pg_terminate_backend(…)) and migrate again;"
                                    + " what was carried out before stays",
                            e);
                }
                if (!inTheWay.equals(told)) {
                    progress.accept("The migration waits for " + inTheWay + ", and is tried again");
                    told = inTheWay;
                }
                pause();
            }
        }
    }

    /// In which whoever waited behind it goes on.
    private void pause() {
        try {
            Thread.sleep(patience.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("The migration was broken off", e);
        }
    }

    /// How this version and the database's schema stand to each other.
    public SchemaState state() {
        try {
            MigrationInfoService info = reader.info();
            List<MigrationInfo> applied =
                    Arrays.stream(info.all()).filter(one -> one.getState().isApplied()).toList();
            if (applied.stream().anyMatch(one -> isKnown(one) && !one.isChecksumMatching())) {
                return SchemaState.DIFFERENT;
            }
            boolean whole = info.pending().length == 0;
            List<MigrationInfo> newer = applied.stream().filter(one -> !isKnown(one)).toList();
            if (newer.isEmpty()) {
                return whole ? SchemaState.CURRENT : SchemaState.TOO_OLD;
            }
            int own = newest(applied.stream().filter(Migrations::isKnown).toList());
            return whole && newer.stream().allMatch(one -> canBeLivedWith(one, own))
                    ? SchemaState.WIDER
                    : SchemaState.TOO_NEW;
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private static int newest(List<MigrationInfo> known) {
        return known.stream()
                .map(MigrationInfo::getVersion)
                .mapToInt(version -> version == null ? 0 : version.getMajor().intValue())
                .max()
                .orElse(0);
    }

    /// Whether a program can work on that does not know a migration: on one that only adds always,
    /// and on one that takes away (`V18__contract_16_WHAT`) where it knows the 16th, from which on
    /// nobody needs it.
    private static boolean canBeLivedWith(MigrationInfo migration, int own) {
        String description = Objects.requireNonNullElse(migration.getDescription(), "");
        if (!description.startsWith(CONTRACT)) {
            return true;
        }
        Matcher since = NEEDED_UNTIL.matcher(description);
        return since.find() && own >= Integer.parseInt(since.group(1));
    }

    private static boolean isKnown(MigrationInfo migration) {
        return migration.getState().isResolved();
    }

    private static DatabaseException failed(FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLException sql) {
                return SqlErrors.translate(sql);
            }
        }
        return new DatabaseException(
                "The schema could not be brought up to date: " + e.getMessage(), e);
    }
}
