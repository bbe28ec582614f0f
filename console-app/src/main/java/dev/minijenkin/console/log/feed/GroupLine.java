package dev.minijenkin.console.log.feed;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A line that opens or closes a group of lines.
///
/// @param title empty: the line closes one
record GroupLine(String title) {
    private static final String[] STARTS = {"##[group]", "::group::"};
    private static final String[] ENDS = {"##[endgroup]", "::endgroup::"};
    private static final int HEAD = 300;

    static Optional<GroupLine> of(byte[] bytes) {
        if (bytes.length < STARTS[0].length() || (bytes[0] != '#' && bytes[0] != ':')) {
            return Optional.empty();
        }
        String head =
                new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.UTF_8)
                        .stripTrailing();
        for (String start : STARTS) {
            if (head.startsWith(start)) {
                String title = head.substring(start.length());
                return Optional.of(new GroupLine(title.isEmpty() ? "Group" : title));
            }
        }
        for (String end : ENDS) {
            if (head.equals(end)) {
                return Optional.of(new GroupLine(""));
            }
        }
        return Optional.empty();
    }

    boolean opens() {
        return !title.isEmpty();
    }
}
