package dev.minijenkin.runner.context;

import java.util.Locale;

/// What jobs are told about their runner: the `runner` context and the variables `RUNNER_…`.
///
/// @param os `Linux`, `macOS` or `Windows`
/// @param architecture `X64`, `ARM64` or another word in upper case
public record RunnerFacts(String name, String os, String architecture) {
    /// The runner of this name on this host.
    public static RunnerFacts ofThisHost(String name) {
        return new RunnerFacts(
                name,
                os(System.getProperty("os.name").toLowerCase(Locale.ROOT)),
                architecture(System.getProperty("os.arch").toLowerCase(Locale.ROOT)));
    }

    private static String os(String name) {
        if (name.startsWith("mac")) {
            return "macOS";
        }
        return name.startsWith("windows") ? "Windows" : "Linux";
    }

    private static String architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> "X64";
            case "aarch64" -> "ARM64";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }
}
