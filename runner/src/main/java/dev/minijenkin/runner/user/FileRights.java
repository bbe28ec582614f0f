package dev.minijenkin.runner.user;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// With whose rights the runner works on the files of a job. What lies there its steps have made:
/// where they run as another user, a link of theirs must lead the runner no further than it would
/// lead them. Thread-safe.
public interface FileRights {
    /// Does the work with these rights, and returns when it is done. What it throws is thrown here.
    <T> T call(FileWork<T> work) throws IOException;

    /// Those of the runner itself: jobs run as its user.
    FileRights OWN =
            new FileRights() {
                @Override
                public <T> T call(FileWork<T> work) throws IOException {
                    return work.call();
                }
            };

    /// The same without a result.
    default void run(FileWork.Silent work) throws IOException {
        call(() -> {
            work.run();
            return true;
        });
    }

    /// Opens a file of the job, to be read with anybody's rights.
    default InputStream read(Path file) throws IOException {
        return call(() -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    /// Opens a file of the job, new and empty, to be written with anybody's rights.
    default OutputStream write(Path file) throws IOException {
        OpenOption[] options = {
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS
        };
        return call(() -> Files.newOutputStream(file, options));
    }
}
