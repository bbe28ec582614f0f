package dev.minijenkin.stress.queue;

import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.report.Report;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// Bytes on the disk, with indexes and what is stored apart, of each table; partitions count as
/// their table.
record HistorySizes(Map<String, Long> tables) {
    static HistorySizes of(BenchDatabase bench) {
        return new HistorySizes(
                bench.byName(
                        """
                        select coalesce(p.relname, c.relname), sum(pg_total_relation_size(c.oid))
                        from pg_class c
                        left join pg_inherits i on i.inhrelid = c.oid
                        left join pg_class p on p.oid = i.inhparent
                        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                        group by 1
                        """));
    }

    HistorySizes since(HistorySizes before) {
        Map<String, Long> grown = new TreeMap<>();
        tables.forEach((table, bytes) -> {
            long more = bytes - before.tables.getOrDefault(table, 0L);
            if (more > 0) {
                grown.put(table, more);
            }
        });
        return new HistorySizes(grown);
    }

    /// What each of so many jobs has of it.
    void tell(int jobs, Report report) {
        long sum = tables.values().stream().mapToLong(Long::longValue).sum();
        report.figure("bytes_per_job", (double) sum / jobs);
        report.line("a job leaves %,d bytes".formatted(sum / jobs));
        tables.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .filter(table -> table.getValue() / jobs > 0)
                .forEach(table ->
                        report.line(
                                "  %-20s %,6d".formatted(table.getKey(), table.getValue() / jobs)));
    }
}
