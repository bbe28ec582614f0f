package dev.minijenkin.db.doctor;

import dev.minijenkin.db.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Indexes that the migrations made and that are not there, or not whole.
final class MissingIndexes {
    private static final Pattern CREATED =
            Pattern.compile("(?m)^create (?:unique )?index (\\w+)[^;]*;");
    private static final Pattern DROPPED = Pattern.compile("(?m)^drop index (?:if exists )?(\\w+)");

    private MissingIndexes() {}

    static List<DoctorFinding> find(Tx tx) {
        List<DoctorFinding> findings = new ArrayList<>();
        Set<String> there =
                new TreeSet<>(
                        tx.sql()
                                .fetch(
                                        "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid where"
                                                + " c.relnamespace = 'public'::regnamespace")
                                .map(row -> row.get(0, String.class)));
        for (String script :
                tx.sql()
                        .fetch(
                                "select script from flyway_schema_history where success and script like 'V%'")
                        .map(row -> row.get(0, String.class))) {
            String sql = migration(script);
            Set<String> dropped = names(DROPPED, sql);
            Matcher created = CREATED.matcher(sql);
            while (created.find()) {
                if (!there.contains(created.group(1)) && !dropped.contains(created.group(1))) {
                    findings.add(
                            DoctorFinding.now(
                                    "index-missing",
                                    "The index %s is missing".formatted(created.group(1)),
                                    "Make it again: " + created.group().replaceAll("\\s+", " ")));
                }
            }
        }
        tx.sql()
                .fetch(
                        "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid where not"
                                + " i.indisvalid and c.relkind = 'i'")
                .forEach(row ->
                        findings.add(
                                DoctorFinding.now(
                                        "index-invalid",
                                        "The index %s is not valid: it is kept up to date and not used"
                                                .formatted(row.get(0, String.class)),
                                        "reindex index concurrently " + row.get(0, String.class))));
        return findings;
    }

    private static Set<String> names(Pattern pattern, String sql) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(sql);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /// Empty where this version does not know it.
    private static String migration(String script) {
        try (InputStream in =
                MissingIndexes.class.getResourceAsStream(
                        "/dev/minijenkin/db/migration/" + script)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
