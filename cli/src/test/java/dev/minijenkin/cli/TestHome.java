package dev.minijenkin.cli;

import dev.minijenkin.db.Migrations;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// Homes of instances for tests that are about something else than how an instance begins: each is
/// a copy of one whose PostgreSQL was set up and migrated once a test JVM, and they share its
/// programs.
public final class TestHome {
    private static final Path PROGRAMS = Path.of("target", "postgres").toAbsolutePath();
    private static final Home FIRST = make();

    private TestHome() {}

    /// A home in a folder that is not there yet; nothing runs in it.
    public static Home at(Path folder) {
        Home home = Home.at(folder);
        copy(FIRST.folder(), home.folder());
        return new Home(home.folder(), FIRST.binaries());
    }

    private static Home make() {
        try {
            Files.createDirectories(PROGRAMS);
            Path folder = Files.createTempDirectory("mini-jenkin-home");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> TestProgram.delete(folder)));
            Home home = new Home(Home.at(folder).folder(), PROGRAMS);
            try (LocalPostgres postgres = LocalPostgres.start(home, 0)) {
                new Migrations(postgres.configuration("test")).migrate();
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
