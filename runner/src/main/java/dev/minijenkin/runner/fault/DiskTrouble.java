package dev.minijenkin.runner.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Says in a sentence what a disk refused.
public final class DiskTrouble {
    private DiskTrouble() {}

    /// Makes the sentence.
    ///
    /// @param what the runner wanted: "write the script of the step"
    public static RunnerException explain(String what, Path where, IOException e) {
        String said = said(e);
        return isFull(said)
                ? new RunnerException(
                        "The disk is full: the runner cannot " + what + " in " + where + ".", e)
                : new RunnerException(
                        "The runner cannot " + what + " in " + where + ": " + said + ".", e);
    }

    /// Which file it was, as far as that is known, and why.
    public static String place(IOException e) {
        return e instanceof FileSystemException broken && broken.getFile() != null
                ? broken.getFile() + ": " + reason(broken)
                : said(e);
    }

    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such file";
            default -> e.getClass().getSimpleName();
        };
    }

    private static boolean isFull(String said) {
        return said.contains("No space left on device") || said.contains("Disk quota exceeded");
    }

    private static String said(IOException e) {
        if (e instanceof FileSystemException broken) {
            return reason(broken);
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
