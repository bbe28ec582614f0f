package dev.minijenkin.db.search;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.index.Span;
import dev.minijenkin.db.search.text.PrintedText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Searches all logs: what is indexed, what is not yet, and what is being written just now.
public final class LogSearch {
    private static final SetStatement ORIGINS =
            SetStatement.of(
                    """
                    select c.id, j.id, j.run_id, repository.name || '/' || p.name, r.number, r.head_branch, j.name,
                        coalesce(runner.name, ''), j.conclusion::text
                    from claims c
                    join jobs j on j.id = c.job_id
                    join pipeline_runs r on r.id = j.run_id
                    join pipelines p on p.id = r.pipeline_id
                    join repositories repository on repository.id = r.repository_id
                    left join runners runner on runner.id = c.runner_id
                    where c.id = any(?::bigint[])
                    """);

    private LogSearch() {}

    /// How a page shall be.
    ///
    /// @param hits at most
    /// @param context lines before and behind each
    /// @param time after which it ends with what it has
    public record PageSize(int hits, int context, Duration time) {
        public static final PageSize USUAL = new PageSize(20, 2, Duration.ofSeconds(5));
    }

    /// A page of hits, the newest first.
    ///
    /// @param after where the page before ended; null: the first page
    /// @throws IllegalArgumentException with a sentence, where a facet names what is not there
    public static SearchPage page(
            Tx tx,
            SearchQuery query,
            SearchFacets facets,
            @Nullable SearchPosition after,
            PageSize size) {
        List<Found> found = new ArrayList<>();
        SearchWalk.Walked walked =
                walk(tx, query, facets, after, size.time())
                        .walk((span, text, line) -> {
                            if (found.size() == size.hits()) {
                                return false;
                            }
                            found.add(
                                    new Found(
                                            span,
                                            text.number(line),
                                            text.at(line),
                                            PrintedText.of(text, line),
                                            HitContext.of(text, line, size.context())));
                            return true;
                        });
        Map<Long, SearchHit.Origin> origins =
                origins(tx, found.stream().map(one -> one.span.claim().value()).toList());
        List<SearchHit> hits = new ArrayList<>();
        for (Found one : found) {
            SearchHit.Origin origin = origins.get(one.span.claim().value());
            if (origin != null) {
                hits.add(one.hit(tx, origin, size.context()));
            }
        }
        return new SearchPage(
                hits, !walked.ended(), walked.position(), walked.allRead(), walked.blocks());
    }

    /// How often, since when and where something was printed.
    ///
    /// @param time after which it tells what it has counted until then
    public static SearchSummary summary(
            Tx tx, SearchQuery query, SearchFacets facets, Duration time) {
        Map<Long, long[]> lines = new HashMap<>();
        long[] times = {Long.MAX_VALUE, Long.MIN_VALUE};
        Set<Long> jobs = new HashSet<>();
        SortedMap<Instant, Long> hours = new TreeMap<>();
        SearchWalk.Walked walked =
                walk(tx, query, facets, null, time)
                        .walk((span, text, line) -> {
                            lines.computeIfAbsent(span.claim().value(), _ -> new long[1])[0]++;
                            jobs.add(span.job().value());
                            times[0] = Math.min(times[0], text.at(line));
                            times[1] = Math.max(times[1], text.at(line));
                            hours.merge(
                                    Instant.ofEpochMilli(text.at(line))
                                            .truncatedTo(ChronoUnit.HOURS),
                                    1L,
                                    Long::sum);
                            return true;
                        });
        long all = lines.values().stream().mapToLong(one -> one[0]).sum();
        return new SearchSummary(
                all,
                jobs.size(),
                all == 0 ? null : Instant.ofEpochMilli(times[0]),
                all == 0 ? null : Instant.ofEpochMilli(times[1]),
                byFacet(lines, origins(tx, List.copyOf(lines.keySet()))),
                hours,
                walked.ended() && walked.allRead());
    }

    private static SearchWalk walk(
            Tx tx,
            SearchQuery query,
            SearchFacets facets,
            @Nullable SearchPosition after,
            Duration time) {
        return new SearchWalk(
                tx,
                query,
                FacetIds.of(tx, facets),
                after == null ? SearchPosition.START : after,
                new SearchDeadline(time, System::nanoTime));
    }

    private record Found(Span span, long line, long at, String text, HitContext context) {
        SearchHit hit(Tx tx, SearchHit.Origin origin, int lines) {
            HitContext whole =
                    context.isCut(line, lines) ? HitContext.around(tx, span, line, lines) : context;
            return new SearchHit(
                    origin,
                    span.claim(),
                    line,
                    Instant.ofEpochMilli(at),
                    text,
                    whole.before(),
                    whole.after());
        }
    }

    private static Map<SearchFacet, Map<String, Long>> byFacet(
            Map<Long, long[]> lines, Map<Long, SearchHit.Origin> origins) {
        Map<SearchFacet, Map<String, Long>> by = new EnumMap<>(SearchFacet.class);
        for (SearchFacet facet : SearchFacet.values()) {
            by.put(facet, by(facet, lines, origins));
        }
        return by;
    }

    /// What is of none is not told.
    private static Map<String, Long> by(
            SearchFacet facet, Map<Long, long[]> lines, Map<Long, SearchHit.Origin> origins) {
        Map<String, Long> sums = new HashMap<>();
        lines.forEach((claim, count) -> {
            SearchHit.Origin origin = origins.get(claim);
            String value = origin == null ? "" : facet.of(origin);
            if (!value.isEmpty()) {
                sums.merge(value, count[0], Long::sum);
            }
        });
        return sums.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private static Map<Long, SearchHit.Origin> origins(Tx tx, List<Long> claims) {
        record Row(long claim, SearchHit.Origin origin) {}
        return ORIGINS
                .rows(
                        tx,
                        row ->
                                new Row(
                                        row.getLong(1),
                                        new SearchHit.Origin(
                                                new JobId(row.getLong(2)),
                                                new RunId(row.getLong(3)),
                                                row.getString(4),
                                                row.getLong(5),
                                                row.getString(6),
                                                row.getString(7),
                                                row.getString(8),
                                                EnumWords.parseNullable(
                                                        Conclusion.class, row.getString(9)))),
                        claims.stream().distinct().mapToLong(Long::longValue).toArray())
                .stream()
                .collect(Collectors.toMap(Row::claim, Row::origin));
    }
}
