package dev.minijenkin.console.run.file;

import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.db.run.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;

/// A line of a workflow file that could not be read, with what is wrong in it.
///
/// @param number from 1
/// @param problems that name this line, in the order of their columns
record SourceLine(int number, String text, List<Annotation> problems) {
    /// The lines of a file; problems behind its end stand at its last line.
    ///
    /// @param problems of this file, in the order of their places
    static List<SourceLine> lines(String file, List<Annotation> problems) {
        List<String> texts = file.isEmpty() ? List.of("") : file.lines().toList();
        List<SourceLine> lines = new ArrayList<>();
        for (String text : texts) {
            int number = lines.size() + 1;
            boolean last = number == texts.size();
            lines.add(
                    new SourceLine(
                            number,
                            text,
                            problems.stream()
                                    .filter(problem ->
                                            problem.line() == number
                                                    || (last && problem.line() > number))
                                    .toList()));
        }
        return lines;
    }

    boolean failed() {
        return problems.stream().anyMatch(WorkflowText::isError);
    }

    boolean warned() {
        return !problems.isEmpty() && !failed();
    }

    /// How many characters a problem is about: the word at its column.
    int lengthOf(Annotation problem) {
        int start = Math.clamp(problem.column() - 1L, 0, text.length());
        int end = start;
        while (end < text.length() && " \t:,[]{}#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return Math.max(1, end - start);
    }
}
