package dev.minijenkin.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// A migration as the author of the schema wrote it: one area, with what belongs to it.
///
/// @param title first sentence of the comment at its head, without the full stop
/// @param introduction the other sentences
/// @param names of what it creates, in its order
@NullMarked
record MigrationFile(
        String name, int version, String title, String introduction, List<String> names) {
    private static final Pattern HEAD = Pattern.compile("\\A(-- [^\n]*\n)+");
    private static final Pattern CREATED =
            Pattern.compile(
                    "^create (?:table|view|materialized view|function|domain) (\\w+)",
                    Pattern.MULTILINE);

    static List<MigrationFile> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(MigrationFile::read)
                    .sorted(Comparator.comparingInt(MigrationFile::version))
                    .toList();
        }
    }

    private static MigrationFile read(Path file) {
        String name = file.getFileName().toString();
        String text = content(file);
        Matcher head = HEAD.matcher(text);
        if (!head.find()) {
            throw new IllegalStateException(name + " does not begin with a comment");
        }
        String comment =
                head.group()
                        .lines()
                        .map(line -> line.substring("-- ".length()))
                        .collect(Collectors.joining(" "));
        int stop = comment.indexOf(". ");
        if (stop < 0) {
            throw new IllegalStateException("The comment of " + name + " has one sentence only");
        }
        return new MigrationFile(
                name,
                Integer.parseInt(name.substring(1, name.indexOf("__"))),
                comment.substring(0, stop),
                comment.substring(stop + 2),
                CREATED.matcher(text).results().map(found -> found.group(1)).toList());
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
