package dev.minijenkin.runner.action.call;

import java.util.List;
import java.util.Map;

/// How built-in actions read what a step gives them by `with`. One that is not given is empty.
public final class InputTexts {
    private InputTexts() {}

    public static String text(Map<String, String> with, String name) {
        return with.getOrDefault(name, "").strip();
    }

    public static boolean is(Map<String, String> with, String name) {
        return text(with, name).equalsIgnoreCase("true");
    }

    /// Those that are not empty.
    public static List<String> lines(Map<String, String> with, String name) {
        return with.getOrDefault(name, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
