package dev.minijenkin.console.log.model;

import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// The lines of a log that report an error or a warning. Lines are counted from 0. FX thread only.
public final class LogErrors {
    private final LogDocument document;
    private final LogHeadings headings;
    private final ReadOnlyIntegerWrapper errors = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper warnings = new ReadOnlyIntegerWrapper();

    LogErrors(LogDocument document, LogHeadings headings) {
        this.document = document;
        this.headings = headings;
    }

    public ReadOnlyIntegerProperty errorsProperty() {
        return errors.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty warningsProperty() {
        return warnings.getReadOnlyProperty();
    }

    /// Another log.
    void clear() {
        errors.set(0);
        warnings.set(0);
    }

    /// Counts those of lines that came.
    void count(List<LogPage> pages) {
        int newErrors = pages.stream().mapToInt(LogPage::errors).sum();
        int newMarks = pages.stream().mapToInt(LogPage::marks).sum();
        errors.set(errors.get() + newErrors);
        warnings.set(warnings.get() + newMarks - newErrors);
    }

    /// The first error at or after a line; -1 where there is none.
    public int next(int from) {
        int first = 0;
        for (LogPage page : document.pages()) {
            boolean reached = page.errors() > 0 && first + page.size() > from;
            for (int mark = 0; reached && mark < page.marks(); mark++) {
                int line = first + page.markedLine(mark);
                if (line >= from && page.markedLevel(mark) == LineLevel.ERROR) {
                    return line;
                }
            }
            first += page.size();
        }
        return -1;
    }

    /// Where a job that failed is looked at first: its first error in the step that failed, else
    /// the end of that step; -1 where it wrote nothing.
    int firstOf(JobView failed) {
        int size = document.size();
        if (size == 0) {
            return -1;
        }
        int from = 0;
        int end = size;
        boolean found = false;
        for (StepView step : failed.steps()) {
            int line = headings.lineOf(step);
            if (found && line > from) {
                end = line;
                break;
            }
            if (!found
                    && line >= 0
                    && (step.conclusion() == Conclusion.FAILURE
                            || step.conclusion() == Conclusion.TIMED_OUT)) {
                from = line;
                found = true;
            }
        }
        int error = next(from);
        return error >= 0 && error < end ? error : end - 1;
    }
}
