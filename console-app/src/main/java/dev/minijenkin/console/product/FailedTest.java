package dev.minijenkin.console.product;

import dev.minijenkin.db.testreport.TestHistory;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestReport;
import dev.minijenkin.db.testreport.TestResult;
import java.util.Optional;

/// A test of a run that failed, or passed only when it was tried again.
///
/// @param number among those of its report, from 0
/// @param history how it went lately, over all runs; empty where that is not known
record FailedTest(TestReport report, int number, TestResult result, Optional<TestHistory> history) {
    /// What a row of it is of.
    String key() {
        return report.id().value() + " " + number;
    }

    /// `gallery › lazy images load on scroll`.
    String fullName() {
        return result.suite().isEmpty() ? result.name() : result.suite() + " › " + result.name();
    }

    boolean failed() {
        return result.outcome() == TestOutcome.FAILED;
    }

    /// `gallery.spec.ts:48`; empty where it is not known.
    String place() {
        return result.line() > 0 && !result.path().isEmpty()
                ? result.path() + ":" + result.line()
                : result.path();
    }

    /// What its failures mean, in a word: `flaky`, `broken`, `new`; empty where nobody can tell.
    String verdict() {
        if (!failed()) {
            return "flaky";
        }
        return history.map(of ->
                        switch (of.verdict()) {
                            case FLAKY -> "flaky";
                            case BROKEN, MENDED -> of.failed() <= 1 ? "new" : "broken";
                        })
                .orElse("");
    }

    /// `failed 9 of 50 times lately`; empty where it is not known.
    String past() {
        if (!failed() && history.filter(of -> of.failed() > 0).isEmpty()) {
            return "passed at another try";
        }
        return history.map(of ->
                        "failed %,d of %,d times lately"
                                .formatted(of.failed(), of.failed() + of.passed()))
                .orElse("");
    }
}
