package dev.minijenkin.cli;

import dev.minijenkin.instance.Program;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// `mini-jenkin` as a process, for tests that start many: with its classes from a cache of the JVM
/// it needs two thirds of the time of the processor until it is ready. The cache is made once a
/// test JVM, by an instance that starts and stops; a JVM takes it for jars only, not for folders.
public final class TestProgram {
    private static final Path FOLDER = Path.of("target", "program").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Program PROGRAM = make();

    private TestProgram() {}

    /// The program; where no cache could be made it is the same, and starts more slowly.
    public static Program get() {
        return PROGRAM;
    }

    private static Program make() {
        Program plain = Program.of(Main.class);
        try {
            Files.createDirectories(FOLDER);
            String jars = jars();
            Path cache = FOLDER.resolve("classes.aot");
            Files.deleteIfExists(cache);
            train(with(plain, jars, "-XX:AOTCacheOutput=" + cache));
            return Files.exists(cache) ? with(plain, jars, "-XX:AOTCache=" + cache) : plain;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return plain;
        }
    }

    /// The same words, but for the class path and what the JVM is told about its cache.
    private static Program with(Program plain, String jars, String cache) {
        List<String> words = new ArrayList<>(plain.words());
        words.set(words.indexOf("-cp") + 1, jars);
        words.addAll(1, List.of(cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
        return new Program(words);
    }

    /// What is used until an instance is ready is what servers, runners and commands need as well.
    private static void train(Program program) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("trained");
        Path log = FOLDER.resolve("train.log");
        List<String> command = new ArrayList<>(program.words());
        command.addAll(List.of("up", "--demo", "--headless", "--home", home.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (process.isAlive()
                    && System.nanoTime() < deadline
                    && !Files.readString(log).contains("is green")) {
                Thread.sleep(50);
            }
            // It makes the cache when it ends.
            process.destroy();
            process.waitFor(PATIENCE);
        } finally {
            process.destroyForcibly().waitFor();
            delete(home);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The classes of this process, with a jar in the place of each folder and without those of
    /// tests.
    private static String jars() {
        AtomicInteger number = new AtomicInteger();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> Files.exists(path) && !path.endsWith("test-classes"))
                .map(path ->
                        Files.isDirectory(path)
                                ? jar(path, FOLDER.resolve(number.incrementAndGet() + ".jar"))
                                : path)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path folder, Path jar) {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(path -> !path.equals(folder)).sorted().toList()) {
                // Migrations are found by the entry of their folder.
                boolean folderOnly = Files.isDirectory(path);
                zip.putNextEntry(new ZipEntry(folder.relativize(path) + (folderOnly ? "/" : "")));
                if (!folderOnly) {
                    Files.copy(path, zip);
                }
                zip.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
