package dev.minijenkin.cli.part;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.Annotations;
import java.util.List;

/// What is wrong with the workflow file of a run.
public final class FileAnnotations {
    private FileAnnotations() {}

    /// A line each, with file, and line and column where there are.
    public static List<String> lines(Database database, Run run) {
        return database.statement(tx -> Annotations.ofRun(tx, run.id(), run.attempt())).stream()
                .filter(annotation -> annotation.job() == null)
                .map(FileAnnotations::line)
                .toList();
    }

    private static String line(Annotation annotation) {
        return "%s: %s: %s"
                .formatted(
                        place(annotation), EnumWords.of(annotation.level()), annotation.message());
    }

    /// What is wrong with the file as a whole, or with what started it, stands in no line.
    private static String place(Annotation annotation) {
        return annotation.line() == 0
                ? annotation.path()
                : "%s:%d:%d".formatted(annotation.path(), annotation.line(), annotation.column());
    }
}
