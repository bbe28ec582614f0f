package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Tag;
import java.util.ArrayList;
import java.util.List;

/// Lines of a log with the colours that their escape sequences ask for, as classes. Colours go on
/// from line to line; whatever else a sequence asks for is left out. Used by one thread.
final class AnsiLine {
    private static final char ESCAPE = '\u001B';
    private static final int NONE = -1;

    private int foreground = NONE;
    private int background = NONE;
    private boolean bold;
    private boolean dim;
    private boolean italic;
    private boolean underlined;
    private boolean inverse;

    /// What is seen of a line.
    ///
    /// @param text what the job wrote, without the line feed
    List<Html> spans(String text) {
        String shown = afterLastReturn(text);
        List<Html> spans = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < shown.length()) {
            char c = shown.charAt(i);
            if (c == ESCAPE) {
                add(spans, plain);
                i = skip(shown, i);
            } else {
                if (c != '\r' && c != '\b' && c != 7) {
                    plain.append(c);
                }
                i++;
            }
        }
        add(spans, plain);
        return spans;
    }

    /// A bar of progress overwrites its line again and again: what stands there in the end is seen.
    private static String afterLastReturn(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        int last = text.lastIndexOf('\r', end - 1);
        return last < 0 || end == 0 ? text.substring(0, end) : text.substring(last + 1, end);
    }

    private void add(List<Html> spans, StringBuilder plain) {
        if (plain.isEmpty()) {
            return;
        }
        Html text = Html.text(plain.toString());
        String classes = classes();
        spans.add(classes.isEmpty() ? text : Tag.of("span", classes).add(text));
        plain.setLength(0);
    }

    private String classes() {
        StringBuilder classes = new StringBuilder();
        int front = inverse ? background : foreground;
        int back = inverse ? foreground : background;
        put(classes, front == NONE ? "" : "f" + front);
        put(classes, back == NONE ? "" : "b" + back);
        put(classes, inverse && front == NONE && back == NONE ? "inverse" : "");
        put(classes, bold ? "bold" : "");
        put(classes, dim ? "dim" : "");
        put(classes, italic ? "italic" : "");
        put(classes, underlined ? "underlined" : "");
        return classes.toString();
    }

    private static void put(StringBuilder classes, String word) {
        if (!word.isEmpty()) {
            classes.append(classes.isEmpty() ? "" : " ").append(word);
        }
    }

    /// The end of the sequence that begins there.
    private int skip(String text, int start) {
        if (start + 1 >= text.length()) {
            return text.length();
        }
        return switch (text.charAt(start + 1)) {
            case '[' -> control(text, start + 2);
            case ']', 'P', '^', '_' -> string(text, start + 2);
            default -> start + 2;
        };
    }

    private int control(String text, int start) {
        int end = start;
        while (end < text.length() && (text.charAt(end) < '@' || text.charAt(end) > '~')) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == 'm') {
            apply(text.substring(start, end).split("[;:]", -1));
        }
        return Math.min(text.length(), end + 1);
    }

    /// A title of a window, a link: ends with BEL or ESC \.
    private static int string(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == 7) {
                return i + 1;
            }
            if (text.charAt(i) == ESCAPE) {
                return Math.min(text.length(), i + 2);
            }
        }
        return text.length();
    }

    private void apply(String[] words) {
        for (int i = 0; i < words.length; i++) {
            int code = number(words[i]);
            if (code == 38 || code == 48) {
                int colour = NONE;
                if (i + 2 < words.length && number(words[i + 1]) == 5) {
                    colour = AnsiPalette.ofIndex(number(words[i + 2]));
                    i += 2;
                } else if (i + 4 < words.length && number(words[i + 1]) == 2) {
                    colour =
                            AnsiPalette.nearest(
                                    number(words[i + 2]),
                                    number(words[i + 3]),
                                    number(words[i + 4]));
                    i += 4;
                }
                if (code == 38) {
                    foreground = colour;
                } else {
                    background = colour;
                }
            } else {
                apply(code);
            }
        }
    }

    private void apply(int code) {
        switch (code) {
            case 0 -> {
                foreground = NONE;
                background = NONE;
                bold = false;
                dim = false;
                italic = false;
                underlined = false;
                inverse = false;
            }
            case 1 -> bold = true;
            case 2 -> dim = true;
            case 3 -> italic = true;
            case 4 -> underlined = true;
            case 7 -> inverse = true;
            case 22 -> {
                bold = false;
                dim = false;
            }
            case 23 -> italic = false;
            case 24 -> underlined = false;
            case 27 -> inverse = false;
            case 39 -> foreground = NONE;
            case 49 -> background = NONE;
            default -> {
                if (code >= 30 && code <= 37) {
                    foreground = code - 30;
                } else if (code >= 40 && code <= 47) {
                    background = code - 40;
                } else if (code >= 90 && code <= 97) {
                    foreground = code - 82;
                } else if (code >= 100 && code <= 107) {
                    background = code - 92;
                }
            }
        }
    }

    private static int number(String word) {
        if (word.isEmpty()) {
            return 0;
        }
        return word.length() <= 3 && word.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(word)
                : NONE;
    }
}
