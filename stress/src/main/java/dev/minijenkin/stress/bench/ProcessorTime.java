package dev.minijenkin.stress.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Processor time of processes, as Linux counts it. Zero where there is no `/proc`.
public final class ProcessorTime {
    private static final Path PROC = Path.of("/proc");

    /// Of the clock in which `/proc` counts: 100 a second on every machine that PostgreSQL runs on.
    private static final double MILLISECONDS_A_TICK = 10;

    // Positions in /proc/PID/stat behind the name of the program.
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_CHILDREN_USER = 13;
    private static final int ENDED_CHILDREN_SYSTEM = 14;

    private ProcessorTime() {}

    /// Of this process alone, in milliseconds.
    public static double ofThis() {
        return of(ProcessHandle.current().pid());
    }

    /// Of a process alone, in milliseconds.
    public static double of(long pid) {
        List<String> stat = stat(Long.toString(pid));
        return (ticks(stat, USER) + ticks(stat, SYSTEM)) * MILLISECONDS_A_TICK;
    }

    /// Of some processes and all that they started, those that have ended too, in milliseconds.
    ///
    /// @param roots process ids; one that is not there counts nothing
    public static double ofTrees(Collection<Long> roots) {
        Map<Long, List<String>> all = all();
        long sum = 0;
        for (Map.Entry<Long, List<String>> process : all.entrySet()) {
            if (isBelow(process.getKey(), roots, all)) {
                List<String> stat = process.getValue();
                sum += ticks(stat, USER) + ticks(stat, SYSTEM);
                sum += ticks(stat, ENDED_CHILDREN_USER) + ticks(stat, ENDED_CHILDREN_SYSTEM);
            }
        }
        return sum * MILLISECONDS_A_TICK;
    }

    private static boolean isBelow(
            long process, Collection<Long> roots, Map<Long, List<String>> all) {
        long at = process;
        // Parents may end and be replaced while this is read.
        for (int height = 0; at != 0 && height < all.size(); height++) {
            if (roots.contains(at)) {
                return true;
            }
            at = ticks(all.getOrDefault(at, List.of()), PARENT);
        }
        return false;
    }

    /// The first process of the PostgreSQL that a backend belongs to; 0 where it runs elsewhere.
    ///
    /// @param backend process id as the server knows it
    /// @param database of its session, whose name no other has
    static long postmasterOf(long backend, String database) {
        try {
            String title = Files.readString(PROC.resolve(backend + "/cmdline"));
            return title.contains(database) ? ticks(stat(Long.toString(backend)), PARENT) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /// What all processors did so far, in milliseconds; negative: unknown.
    static double ofMachine() {
        try {
            String all = Files.readAllLines(PROC.resolve("stat")).getFirst();
            List<String> fields = List.of(all.split(" +"));
            // user, nice, system, then idle and waiting, then interrupts.
            long busy = 0;
            for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
                busy += Long.parseLong(fields.get(field));
            }
            return busy * MILLISECONDS_A_TICK;
        } catch (IOException e) {
            return -1;
        }
    }

    private static Map<Long, List<String>> all() {
        Map<Long, List<String>> all = new HashMap<>();
        if (!Files.isDirectory(PROC)) {
            return all;
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            processes
                    .map(process -> process.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .forEach(name -> all.put(Long.valueOf(name), stat(name)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("The list of processes cannot be read", e);
        }
    }

    private static long ticks(List<String> stat, int field) {
        return field < stat.size() ? Long.parseLong(stat.get(field)) : 0;
    }

    /// The fields behind the name; empty where the process has ended.
    private static List<String> stat(String pid) {
        try {
            String text = Files.readString(PROC.resolve(pid).resolve("stat"));
            return List.of(text.substring(text.lastIndexOf(')') + 2).strip().split(" "));
        } catch (IOException e) {
            return List.of();
        }
    }
}
