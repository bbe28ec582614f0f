package dev.minijenkin.instance;

import dev.minijenkin.engine.folder.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/// The folder with a file for each login: variables of the environment, for a shell (`. FILE`), for
/// systemd (`EnvironmentFile=`) and for containers (`env_file`). Only its owner can read them.
///
/// A file is there under its name once what it says holds.
final class SetUpFolder {
    private static final String ENDING = ".env";
    private static final String PREPARED = ".prepared";

    private final Path folder;

    SetUpFolder(Path folder) {
        this.folder = folder;
    }

    Path file(String login) {
        return folder.resolve(login + ENDING);
    }

    /// It might be the only copy of a password.
    void refuseWhatIsThere(Collection<String> logins) {
        for (String login : logins) {
            if (login.indexOf('/') >= 0 || login.startsWith(".")) {
                throw new InstanceException("A login cannot be called \"" + login + "\"");
            }
            if (Files.exists(file(login))) {
                throw new InstanceException(
                        "The file %s is there already: move it away, or name another folder (--into)"
                                .formatted(file(login)));
            }
        }
    }

    /// Writes the files under names that nobody reads yet.
    void prepare(Map<String, Map<String, String>> files) {
        try {
            PrivateFolder.make(folder);
            for (Map.Entry<String, Map<String, String>> one : files.entrySet()) {
                Home.writePrivately(prepared(one.getKey()), text(one.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing can be written into " + folder, e);
        }
    }

    /// What they say holds now.
    void take(Collection<String> logins) {
        try {
            for (String login : logins) {
                Files.move(prepared(login), file(login));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The database is set up, but the files %s/*%s could not be given their names"
                            .formatted(folder, PREPARED),
                    e);
        }
    }

    /// Nothing of what they say came true.
    void forget(Collection<String> logins) {
        try {
            for (String login : logins) {
                Files.deleteIfExists(prepared(login));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Files cannot be removed from " + folder, e);
        }
    }

    private Path prepared(String login) {
        return folder.resolve(login + ENDING + PREPARED);
    }

    /// No value has a quote: keys and passwords have none, and an address has it encoded.
    private static String text(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) ->
                text.append(name).append("='").append(value.replace("'", "%27")).append("'\n"));
        return text.toString();
    }
}
