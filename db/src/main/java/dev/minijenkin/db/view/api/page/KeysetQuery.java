package dev.minijenkin.db.view.api.page;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/// A statement that reads a page by keys: it looks at some rows in the order of an index, and gives
/// those that fit. How much it reads is bounded, whatever the filter.
///
/// Made for one page; used by one thread.
public final class KeysetQuery<T extends java.lang.Record> {
    /// Rows that are looked at where a filter has no index of its own.
    public static final int MOST_LOOKED_AT = 1000;

    private final Class<T> type;
    private final boolean newestFirst;
    private final PageRequest page;
    private final List<String> sources = new ArrayList<>();
    private final List<@Nullable Object> sourceValues = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final List<@Nullable Object> filterValues = new ArrayList<>();

    private KeysetQuery(Class<T> type, boolean newestFirst, PageRequest page) {
        this.type = type;
        this.newestFirst = newestFirst;
        this.page = page;
    }

    public static <T extends java.lang.Record> KeysetQuery<T> newestFirst(
            Class<T> type, PageRequest page) {
        return new KeysetQuery<>(type, true, page);
    }

    public static <T extends java.lang.Record> KeysetQuery<T> oldestFirst(
            Class<T> type, PageRequest page) {
        return new KeysetQuery<>(type, false, page);
    }

    /// The key of the page before, for the condition of the source.
    public long after() {
        Long after = page.after();
        return after != null ? after : newestFirst ? Long.MAX_VALUE : 0;
    }

    /// Which rows are looked at.
    ///
    /// @param sql gives the column `key`, and has the key of the page before among its values
    public KeysetQuery<T> from(String sql, @Nullable Object... values) {
        sources.add(sql);
        sourceValues.addAll(Arrays.asList(values));
        return this;
    }

    /// Which of them fit; nothing where the value is null.
    public KeysetQuery<T> where(String condition, @Nullable Object value) {
        if (value != null) {
            filters.add(condition);
            filterValues.add(value);
        }
        return this;
    }

    public KeysetQuery<T> where(String condition) {
        filters.add(condition);
        return this;
    }

    /// Those of these repositories alone, where the reach is not everything.
    public KeysetQuery<T> within(String repositoryColumn) {
        if (page.reach() instanceof TokenReach.Only(Set<RepositoryId> repositories)) {
            filters.add(repositoryColumn + " = any(?::bigint[])");
            filterValues.add(ids(repositories.stream()));
        }
        return this;
    }

    /// Reads it.
    ///
    /// @param columns and the tables that they come from; joins `looked_at l` by `l.key`
    public ApiPage<T> read(Tx tx, String columns) {
        String order = newestFirst ? " desc" : "";
        String end = newestFirst ? "min" : "max";
        // Without a filter nobody looks further than the page goes.
        int most = filters.isEmpty() ? page.limit() : MOST_LOOKED_AT;
        List<@Nullable Object> values = new ArrayList<>(sourceValues);
        values.add(most);
        values.addAll(filterValues);
        values.add(page.limit());
        Result<Record> rows =
                tx.sql()
                        .fetch(
                                "with looked_at as materialized (select key from ("
                                        + String.join(" union all ", sources)
                                        + ") s order by key"
                                        + order
                                        + " limit ?), seen as materialized (select "
                                        + end
                                        + "(key) as last_key, count(*) as looked from looked_at)"
                                        + " select seen.last_key, seen.looked, f.* from seen left join lateral (select l.key as row_key, "
                                        + columns
                                        + (filters.isEmpty()
                                                ? ""
                                                : " where " + String.join(" and ", filters))
                                        + " order by l.key"
                                        + order
                                        + " limit ?) f on true order by f.row_key"
                                        + order,
                                values.toArray());
        RecordMapper<T> mapper = new RecordMapper<>(type);
        List<T> items =
                rows.stream().filter(row -> row.get("row_key") != null).map(mapper::map).toList();
        if (items.size() == page.limit()) {
            return new ApiPage<>(items, rows.getLast().get("row_key", Long.class));
        }
        boolean more = rows.getFirst().get("looked", Integer.class) == most;
        return new ApiPage<>(items, more ? rows.getFirst().get("last_key", Long.class) : null);
    }

    public static Long[] ids(Stream<RepositoryId> repositories) {
        return repositories.map(RepositoryId::value).sorted().toArray(Long[]::new);
    }
}
