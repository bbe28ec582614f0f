package dev.minijenkin.runner.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of a program: numbers from the left, most of them three.
///
/// @param early whether it came before the version of these numbers: a candidate, a preview
/// @param text as people see it: `25.0.3`, `3.13.0rc1`
public record ToolVersion(List<Integer> numbers, boolean early, String text)
        implements Comparable<ToolVersion> {
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?<![0-9.])(\\d{1,9}(?:[._]\\d{1,9}){0,5})(-?(?:a|alpha|b|beta|rc|ea|dev|nightly|canary)[0-9A-Za-z.-]*)?");

    public ToolVersion {
        numbers = List.copyOf(numbers);
    }

    /// The first version in what a program says of itself; empty where it names none.
    public static Optional<ToolVersion> in(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        List<Integer> numbers =
                Arrays.stream(found.group(1).split("[._]")).map(Integer::valueOf).toList();
        return Optional.of(new ToolVersion(numbers, found.group(2) != null, found.group()));
    }

    /// Old Java called its version 8 `1.8.0`.
    public ToolVersion ofJava() {
        boolean old = numbers.size() > 1 && numbers.get(0) == 1 && numbers.get(1) <= 8;
        return old ? new ToolVersion(numbers.subList(1, numbers.size()), early, text) : this;
    }

    int number(int place) {
        return place < numbers.size() ? numbers.get(place) : 0;
    }

    @Override
    public int compareTo(ToolVersion other) {
        int places = Math.max(numbers.size(), other.numbers.size());
        for (int place = 0; place < places; place++) {
            int order = Integer.compare(number(place), other.number(place));
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(other.early, early);
    }
}
