package dev.minijenkin.console.sample;

import dev.minijenkin.console.memory.Memory;
import java.nio.file.Path;

/// Remembers nothing from before, and keeps nothing for later.
public final class NoMemory {
    private NoMemory() {}

    public static Memory memory() {
        return Memory.in(Path.of("no such folder"), task -> {});
    }
}
