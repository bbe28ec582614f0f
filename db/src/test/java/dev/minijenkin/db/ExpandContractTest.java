package dev.minijenkin.db;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.testing.CopiedDatabase;
import dev.minijenkin.testing.TemplateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Migrations after a release only add to the schema, or say by their name that they do not
/// (`V18__contract_16_WHAT.sql`): so processes of the version before go on beside those of the
/// next.
class ExpandContractTest {
    /// The newest migration of the last release. None is released yet: all that there are stand for
    /// the first one, and are edited in place until then.
    private static final int RELEASED = 15;

    private static final Path FOLDER = Path.of("src/main/resources/dev/minijenkin/db/migration");
    private static final Pattern CONTRACT = Pattern.compile("V\\d+__contract_(\\d+)_.*");

    private static final TemplateDatabase TEMPLATE =
            new TemplateDatabase(
                    "released_template",
                    url ->
                            Flyway.configure()
                                    .dataSource(configuration(url).dataSource())
                                    .locations("filesystem:" + FOLDER)
                                    .target(Integer.toString(RELEASED))
                                    .load()
                                    .migrate());

    @AutoClose private final CopiedDatabase copy = TEMPLATE.copy();

    @AutoClose
    private final Database database = Database.open(configuration(copy.url()), HintSink.NONE);

    @Test
    void migrationsAfterAReleaseOnlyAddOrSaySo() throws IOException {
        List<MigrationFile> later =
                MigrationFile.all(FOLDER).stream()
                        .filter(file -> file.version() > RELEASED)
                        .toList();
        List<String> wrong = new ArrayList<>();
        for (MigrationFile file : later) {
            // Each on what the ones before it left.
            List<String> taken = between(Files.readString(FOLDER.resolve(file.name())));
            Matcher contract = CONTRACT.matcher(file.name());
            if (!file.name().contains("__" + Migrations.CONTRACT)) {
                taken.forEach(sentence -> wrong.add(file.name() + ": " + sentence));
            } else if (!contract.matches()
                    || Integer.parseInt(contract.group(1)) >= file.version()) {
                wrong.add(file.name() + " does not say from which migration on nobody needs it");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatAddsTakesNothing() {
        for (String statement :
                List.of(
                        "create table more (id bigint primary key, name text not null)",
                        "alter table jobs add column later text",
                        "alter table jobs add column later integer not null default 0",
                        "create index jobs_later on jobs (name, id)",
                        "create view more as select id from jobs",
                        "grant select on jobs to mj_guest_runner",
                        "alter table jobs alter column message set default ''",
                        "alter table jobs add column later text constraint later_words check (later <> '')")) {
            assertThat(tried(statement)).as(statement).isEmpty();
        }
    }

    @Test
    void whatTakesAwayIsFound() {
        Map.ofEntries(
                        entry(
                                "drop table saved_search_matches",
                                "The relation saved_search_matches is gone"),
                        entry(
                                "alter table holds rename column reason to words",
                                "The column holds.reason is gone"),
                        entry(
                                "alter table holds alter column held_by type varchar(900)",
                                "The column holds.held_by is character varying(900), and was text"),
                        entry(
                                "alter table jobs alter column message set not null",
                                "The column jobs.message takes no null any more"),
                        entry(
                                "alter table queue alter column queued_at drop default",
                                "The column queue.queued_at has no default any more"),
                        entry(
                                "alter table holds add column later text not null",
                                "The new column holds.later must be given"),
                        entry(
                                "alter table jobs add constraint later check (length(name) < 2000)",
                                "The rule later of jobs refuses"),
                        entry(
                                "create unique index jobs_later on jobs (run_id, attempt, id, name)",
                                "The index jobs_later of jobs lets nothing in twice"),
                        entry(
                                "revoke update on jobs from mj_runner",
                                "The role mj_runner may not update jobs any more"),
                        entry(
                                "drop function lock_claim_limits",
                                "The function lock_claim_limits() is gone"))
                .forEach((statement, found) ->
                        assertThat(tried(statement))
                                .as(statement)
                                .anyMatch(sentence -> sentence.startsWith(found)));
    }

    /// What a migration does to what was there before.
    private List<String> between(String migration) {
        return database.transaction(tx -> between(tx, migration));
    }

    /// The same, and it is taken back.
    private List<String> tried(String migration) {
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() ->
                        database.runInTransaction(tx -> {
                            taken.addAll(between(tx, migration));
                            throw new TakenBack();
                        }))
                .isInstanceOf(TakenBack.class);
        return taken;
    }

    private static List<String> between(Tx tx, String migration) {
        Catalog before = Catalog.read(tx);
        tx.sql().execute("set local role mj_owner");
        tx.sql().execute(migration);
        tx.sql().execute("reset role");
        return Contractions.between(before, Catalog.read(tx));
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static DatabaseConfiguration configuration(String url) {
        return DatabaseConfiguration.of(url, CopiedDatabase.SUPERUSER, "", "test");
    }
}
