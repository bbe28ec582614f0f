package dev.minijenkin.console.state;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.view.run.FirstFailure;

/// Why a run failed, in the same words wherever it is said.
public final class FailureWords {
    private FailureWords() {}

    /// `test › Compile: exit code 2, cannot find symbol`, or `ci.yml line 23: unknown key`. Empty
    /// where nobody knows.
    public static String of(FirstFailure failure) {
        String message = failure.message().lines().findFirst().orElse("").strip();
        if (failure.job().isEmpty()) {
            return joined(place(failure), message.isEmpty() ? causeOf(failure) : message, ": ");
        }
        if (failure.step().isEmpty()) {
            return failure.job() + ": " + (message.isEmpty() ? causeOf(failure) : message);
        }
        return joined(failure.job() + " › " + failure.step() + ": " + how(failure), message, ", ");
    }

    /// `ci.yml line 23`; empty where the error is about no file.
    public static String place(FirstFailure failure) {
        String file = failure.path().substring(failure.path().lastIndexOf('/') + 1);
        return failure.line() > 0 && !file.isEmpty() ? file + " line " + failure.line() : file;
    }

    private static String how(FirstFailure failure) {
        if (failure.cause() == Cause.TIMEOUT) {
            return "timed out";
        }
        Integer code = failure.exitCode();
        return code == null || code == 0 ? "failed" : "exit code " + code;
    }

    private static String causeOf(FirstFailure failure) {
        Cause cause = failure.cause();
        return cause == null ? "" : StateLooks.words(cause);
    }

    private static String joined(String first, String second, String between) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + between + second;
    }
}
