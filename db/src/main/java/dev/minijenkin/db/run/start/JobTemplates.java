package dev.minijenkin.db.run.start;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Sha256;
import dev.minijenkin.db.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Statements over `job_templates`: texts that jobs share have an id.
final class JobTemplates {
    static final SetStatement FIND =
            SetStatement.of(
                    """
                    select id, encode(hash, 'hex') as hash from job_templates
                    where repository_id = ? and hash = any(?::bytea[])
                    """);

    /// In one order for everybody, so that no two transactions wait for each other. Where another
    /// transaction has just brought the same, this waits for it and adds nothing.
    static final SetStatement ADD =
            SetStatement.of(
                    """
                    insert into job_templates (repository_id, hash, template)
                    select ?, hash, template::jsonb
                    from unnest(?::bytea[], ?::text[]) as t(hash, template)
                    order by hash
                    on conflict (repository_id, hash) do nothing
                    returning id
                    """);

    private JobTemplates() {}

    /// The ids of templates, by their texts.
    static Map<String, Long> intern(Tx tx, RepositoryId repository, Collection<String> templates) {
        Map<String, String> byHash = new TreeMap<>();
        templates.forEach(template -> byHash.put(Sha256.hex(template), template));
        if (byHash.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> ids = find(tx, repository, byHash);
        if (ids.size() == byHash.size()) {
            return ids;
        }
        ADD.rows(
                tx,
                row -> row.getLong("id"),
                repository.value(),
                bytes(byHash),
                byHash.values().stream().map(PostgresText::json).toArray(String[]::new));
        return find(tx, repository, byHash);
    }

    private static Map<String, Long> find(
            Tx tx, RepositoryId repository, Map<String, String> byHash) {
        Map<String, Long> ids = new HashMap<>();
        FIND.rows(
                tx,
                row -> ids.put(byHash.get(row.getString("hash")), row.getLong("id")),
                repository.value(),
                bytes(byHash));
        return ids;
    }

    private static byte[][] bytes(Map<String, String> byHash) {
        return byHash.keySet().stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    }
}
