package dev.minijenkin.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Memory of processes, as Linux counts it.
public final class ProcessMemory {
    private static final String RESIDENT = "VmRSS:";

    private ProcessMemory() {}

    /// Resident bytes; 0 where there is no `/proc`.
    public static long of(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                .sum();
    }
}
