package dev.minijenkin.runner.host.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the processes of a step or a job in `/proc`. Where there is none (macOS) it finds nothing,
/// and descendants and process groups must do.
final class ProcessTable {
    /// Name of the variable by which the processes of a job are known.
    static final String TRACKING_VARIABLE = "RUNNER_TRACKING_ID";

    private static final Pattern REALTIME =
            Pattern.compile("(?m)^Max realtime timeout\\s+([0-9]{1,19})\\s");
    private static final Pattern USERS = Pattern.compile("(?m)^Uid:\\s+(.*)$");
    private static final Pattern INSIDE = Pattern.compile("(?m)^NSpid:.*\\s([0-9]{1,18})$");
    private static final Pattern ENDED = Pattern.compile("(?m)^State:\\s+[ZX]");
    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /// Processes in the session that the given process leads, itself among them.
    static Set<Long> inSession(long leader) {
        Set<Long> found = new LinkedHashSet<>();
        for (Path process : processes()) {
            if (sessionOf(process) == leader) {
                found.add(id(process));
            }
        }
        return found;
    }

    /// Whether the process leads a session.
    static boolean leadsSession(long process) {
        return sessionOf(PROC.resolve(Long.toString(process))) == process;
    }

    /// Processes that carry the tracking id in the environment they were started with.
    static Set<Long> tracked(String trackingId) {
        return trackedUnder(trackingId + "\0");
    }

    /// Processes that carry a tracking id that begins like this.
    static Set<Long> trackedUnder(String prefix) {
        String wanted = "\0" + TRACKING_VARIABLE + "=" + prefix;
        Set<Long> found = new LinkedHashSet<>();
        for (Path process : processes()) {
            if (("\0" + read(process.resolve("environ"))).contains(wanted)) {
                found.add(id(process));
            }
        }
        return found;
    }

    /// Processes whose soft limit of realtime, in microseconds, is such a number.
    static Set<Long> limited(LongPredicate number) {
        Set<Long> found = new LinkedHashSet<>();
        for (Path process : processes()) {
            Matcher limit = REALTIME.matcher(read(process.resolve("limits")));
            if (limit.find() && number.test(Long.parseUnsignedLong(limit.group(1)))) {
                found.add(id(process));
            }
        }
        return found;
    }

    /// Processes that run as this user or could become it again, and are no mere remains.
    static Set<Long> ofUser(int user) {
        Set<Long> found = new LinkedHashSet<>();
        for (Path process : processes()) {
            String status = read(process.resolve("status"));
            Matcher users = USERS.matcher(status);
            if (users.find()
                    && List.of(users.group(1).split("\\s+")).contains(Integer.toString(user))
                    && !ENDED.matcher(status).find()) {
                found.add(id(process));
            }
        }
        return found;
    }

    /// Children of a process.
    static List<Long> children(long process) {
        Path table = PROC.resolve(process + "/task/" + process + "/children");
        if (Files.exists(table)) {
            return read(table)
                    .lines()
                    .flatMap(line -> Stream.of(line.strip().split(" ")))
                    .filter(id -> !id.isEmpty())
                    .map(Long::parseLong)
                    .toList();
        }
        return ProcessHandle.of(process).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    /// The child of the first process of a PID namespace that has this number there.
    static Optional<ProcessHandle> childNumbered(long first, long inside) {
        return children(first).stream()
                .filter(child -> {
                    Matcher numbers = INSIDE.matcher(read(PROC.resolve(child + "/status")));
                    return numbers.find() && Long.parseLong(numbers.group(1)) == inside;
                })
                .findFirst()
                .flatMap(ProcessHandle::of);
    }

    private static List<Path> processes() {
        List<Path> processes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            entries.forEach(processes::add);
        } catch (IOException e) {
            return List.of();
        }
        return processes;
    }

    private static long id(Path process) {
        return Long.parseLong(process.getFileName().toString());
    }

    /// The name of the program stands in parentheses and may itself hold blanks and parentheses.
    private static long sessionOf(Path process) {
        String stat = read(process.resolve("stat"));
        int name = stat.lastIndexOf(')');
        String[] fields = name < 0 ? new String[0] : stat.substring(name + 2).split(" ", 6);
        return fields.length < 6 ? -1 : Long.parseLong(fields[3]);
    }

    /// A process that ended meanwhile, or that is not ours to look at, reads as empty.
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
