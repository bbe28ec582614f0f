package dev.minijenkin.console.run;

import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.AnnotationLevel;
import java.util.ArrayList;
import java.util.List;

/// A line of a workflow file that could not be read, with what is wrong in it.
///
/// @param number from 1
/// @param problems that name this line, in the order of their columns
record SourceLine(int number, String text, List<Annotation> problems) {
    /// The lines of a file; problems elsewhere are left out.
    static List<SourceLine> lines(String file, List<Annotation> problems) {
        List<SourceLine> lines = new ArrayList<>();
        for (String text : file.lines().toList()) {
            int number = lines.size() + 1;
            lines.add(
                    new SourceLine(
                            number,
                            text,
                            problems.stream()
                                    .filter(problem -> problem.line() == number)
                                    .toList()));
        }
        return lines;
    }

    boolean failed() {
        return problems.stream().anyMatch(problem -> problem.level() == AnnotationLevel.FAILURE);
    }

    boolean warned() {
        return !problems.isEmpty() && !failed();
    }
}
