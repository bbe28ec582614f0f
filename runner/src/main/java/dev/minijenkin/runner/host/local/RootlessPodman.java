package dev.minijenkin.runner.host.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the user of the runner has a podman without being root. It needs the programs that map
/// further users to it, which have no effect in a user namespace.
///
/// @param path where programs are found
/// @param subordinates which users have further ones, `/etc/subuid`
/// @param user its name
/// @param uid its number, by which it may be listed too
record RootlessPodman(String path, Path subordinates, String user, String uid) {
    private static final Logger LOG = LoggerFactory.getLogger(RootlessPodman.class);

    static RootlessPodman ofThisHost() {
        return new RootlessPodman(
                System.getenv().getOrDefault("PATH", ""),
                Path.of("/etc/subuid"),
                System.getProperty("user.name", ""),
                ownNumber());
    }

    boolean isThere() {
        return Stream.of("podman", "newuidmap")
                        .allMatch(program -> Programs.find(program, path).isPresent())
                && isListed();
    }

    private boolean isListed() {
        // A name may be of any letters.
        try (Stream<String> lines = Files.lines(subordinates, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(
                    line -> line.startsWith(user + ":") || line.startsWith(uid + ":"));
        } catch (IOException e) {
            LOG.debug("Nobody is listed", e);
            return false;
        }
    }

    private static String ownNumber() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("No number of the user", e);
            return "";
        }
    }
}
