package dev.minijenkin.console.log.document;

import java.nio.charset.StandardCharsets;

/// What the runner says of a line in front of it: `##[error]`. A person reads a word instead.
enum LineMark {
    NONE("", "", LineLevel.PLAIN),
    ERROR("##[error]", "Error: ", LineLevel.ERROR),
    WARNING("##[warning]", "Warning: ", LineLevel.WARNING),
    NOTICE("##[notice]", "Notice: ", LineLevel.PLAIN),
    DEBUG("##[debug]", "Debug: ", LineLevel.PLAIN),
    COMMAND("##[command]", "$ ", LineLevel.PLAIN);

    private final String mark;
    private final String words;
    private final LineLevel level;

    LineMark(String mark, String words, LineLevel level) {
        this.mark = mark;
        this.words = words;
        this.level = level;
    }

    static LineMark of(byte[] raw) {
        if (raw.length < 9 || raw[0] != '#' || raw[1] != '#' || raw[2] != '[') {
            return NONE;
        }
        for (LineMark candidate : values()) {
            if (candidate != NONE && candidate.startsIn(raw)) {
                return candidate;
            }
        }
        return NONE;
    }

    int length() {
        return mark.length();
    }

    byte[] words() {
        return words.getBytes(StandardCharsets.US_ASCII);
    }

    LineLevel level() {
        return level;
    }

    private boolean startsIn(byte[] raw) {
        if (raw.length < mark.length()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (raw[i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
