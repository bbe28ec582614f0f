package dev.minijenkin.console.differ.align;

/// What a line says apart from what differs between any two runs: times, durations, sizes, ids and
/// folders become words in angle brackets, colours go. Version numbers, counts and names stay,
/// because they are what one looks for. One pass over the characters, nothing that goes back.
///
/// Used by one thread; its buffer is used again for the next line.
final class EvenedLine {
    private static final String TIME = "‹time›";
    private static final String ID = "‹id›";
    private static final String SIZE = "‹size›";
    private static final String PATH = "‹path›";

    /// Fewer hexadecimal digits may be a word or a number.
    private static final int SHORTEST_ID = 7;

    private final StringBuilder out = new StringBuilder();
    private String text = "";
    private int at;

    /// The line without colours alone.
    static String plain(String line) {
        int escape = line.indexOf('\u001b');
        if (escape < 0) {
            return line;
        }
        StringBuilder plain = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); ) {
            if (line.charAt(i) == '\u001b') {
                i = behindEscape(line, i);
            } else {
                plain.append(line.charAt(i++));
            }
        }
        return plain.toString();
    }

    /// What it says, evened out; valid until the next call.
    CharSequence of(String line) {
        out.setLength(0);
        text = line;
        at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\u001b') {
                at = behindEscape(text, at);
            } else if (c == '/' && beginsWord() && takesPath()) {
                out.append(PATH);
            } else if (isDigit(c) && beginsWord()) {
                takeNumber();
            } else if (isHex(c) && beginsWord()) {
                takeHexOrWord();
            } else {
                out.append(c);
                at++;
            }
        }
        return out;
    }

    private boolean beginsWord() {
        return at == 0 || !isWord(text.charAt(at - 1));
    }

    /// Absolute, of two folders or more; its last name stays.
    private boolean takesPath() {
        int end = at;
        int last = at;
        int folders = 0;
        while (end < text.length() && isPath(text.charAt(end))) {
            if (text.charAt(end) == '/') {
                last = end;
                folders++;
            }
            end++;
        }
        if (folders < 2
                || end - at < 4
                || (at > 0 && (text.charAt(at - 1) == ':' || text.charAt(at - 1) == '/'))) {
            return false;
        }
        at = last;
        return true;
    }

    private void takeNumber() {
        int start = at;
        int end = behind(start, EvenedLine::isTimePart);
        if (isTime(start, end)) {
            at = end;
            out.append(TIME);
            return;
        }
        if (takesId()) {
            return;
        }
        int number = start;
        while (number < text.length()
                && (isDigit(text.charAt(number))
                        || ((text.charAt(number) == '.' || text.charAt(number) == ',')
                                && number + 1 < text.length()
                                && isDigit(text.charAt(number + 1))))) {
            number++;
        }
        int unit = number < text.length() && text.charAt(number) == ' ' ? number + 1 : number;
        int unitEnd = behind(unit, EvenedLine::isLetter);
        String word = unitEnd - unit > 4 ? "" : text.substring(unit, unitEnd);
        switch (word) {
            case "ns", "us", "µs", "ms", "s", "sec", "secs", "m", "min", "mins", "h" -> {
                out.append(TIME);
                at = unitEnd;
            }
            case "B", "kB", "KB", "MB", "GB", "KiB", "MiB", "GiB", "kb", "mb" -> {
                out.append(SIZE);
                at = unitEnd;
            }
            default -> {
                int word2 = behind(start, EvenedLine::isWord);
                out.append(text, start, word2);
                at = word2;
            }
        }
    }

    /// A date, a time of day, or both: digits in groups of two or four between colons and dashes.
    private boolean isTime(int start, int end) {
        int colons = 0;
        int dashes = 0;
        int digits = 0;
        for (int i = start; i < end; i++) {
            switch (text.charAt(i)) {
                case ':' -> colons++;
                case '-' -> dashes++;
                case 'T', 'Z', '.', ',', '+' -> {}
                default -> digits++;
            }
        }
        if (end < text.length() && isWord(text.charAt(end))) {
            return false;
        }
        return (colons >= 1 && digits >= 3 && colons <= 4 && text.charAt(end - 1) != ':')
                || (dashes == 2 && colons == 0 && digits == 8);
    }

    private void takeHexOrWord() {
        if (!takesId()) {
            int end = behind(at, EvenedLine::isWord);
            out.append(text, at, end);
            at = end;
        }
    }

    /// Hexadecimal, with digits and, where it is short, letters too; also in groups, as a UUID.
    private boolean takesId() {
        int end = at;
        int letters = 0;
        int digits = 0;
        while (end < text.length()
                && (isHex(text.charAt(end))
                        || (text.charAt(end) == '-'
                                && end > at
                                && end + 1 < text.length()
                                && isHex(text.charAt(end + 1))))) {
            char c = text.charAt(end);
            if (isDigit(c)) {
                digits++;
            } else if (c != '-') {
                letters++;
            }
            end++;
        }
        boolean id =
                letters + digits >= SHORTEST_ID
                        && digits > 0
                        && (letters > 0 || digits >= 12)
                        && (end == text.length() || !isWord(text.charAt(end)));
        if (id) {
            out.append(ID);
            at = end;
        }
        return id;
    }

    private interface Kind {
        boolean has(char c);
    }

    private int behind(int from, Kind kind) {
        int end = from;
        while (end < text.length() && kind.has(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Behind a sequence that begins with ESC: a CSI up to its final byte, else two characters.
    private static int behindEscape(String line, int from) {
        int i = from + 1;
        if (i < line.length() && line.charAt(i) == '[') {
            i++;
            while (i < line.length() && (line.charAt(i) < '@' || line.charAt(i) > '~')) {
                i++;
            }
        }
        return Math.min(line.length(), i + 1);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 'µ';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isWord(char c) {
        return isDigit(c) || isLetter(c) || c == '_' || c == '.';
    }

    private static boolean isPath(char c) {
        return isWord(c) || c == '/' || c == '-' || c == '+' || c == '@' || c == '~';
    }

    private static boolean isTimePart(char c) {
        return isDigit(c)
                || c == ':'
                || c == '-'
                || c == 'T'
                || c == 'Z'
                || c == '.'
                || c == ','
                || c == '+';
    }
}
