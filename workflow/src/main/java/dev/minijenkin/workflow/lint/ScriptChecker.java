package dev.minijenkin.workflow.lint;

import java.util.List;

/// A program that knows more of shells than this one does.
@FunctionalInterface
public interface ScriptChecker {
    /// What it says of a script; it never fails, and says nothing where it cannot.
    ///
    /// @param shell `bash` or `sh`
    /// @param script without expressions: a word of `_` stands for each, as long as it is
    List<Remark> check(String shell, String script);

    /// One thing that it says.
    ///
    /// @param line of the script, from 1
    /// @param column from 1
    record Remark(int line, int column, String message) {}
}
