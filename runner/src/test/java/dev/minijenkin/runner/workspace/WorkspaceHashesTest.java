package dev.minijenkin.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.stop.StoppedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceHashesTest {
    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String file :
                List.of("pom.xml", "a/pom.xml", "a/b/pom.xml", "a/notes.txt", "a+b.lock")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "content of " + file);
        }
    }

    @Test
    void isTheHashOfTheHashesAsASearchThroughFoldersFindsThem() throws Exception {
        Files.createDirectories(folder.resolve("a.b"));
        Files.writeString(folder.resolve("a.b/pom.xml"), "content of a.b/pom.xml");

        assertThat(hash("**/pom.xml"))
                .isEqualTo(hashOfContents("a/b/pom.xml", "a/pom.xml", "a.b/pom.xml", "pom.xml"));
    }

    @Test
    void isSearchedWhereThePatternsBeginOneAfterTheOther() throws Exception {
        assertThat(hash("pom.xml", "a/pom.xml")).isEqualTo(hashOfContents("pom.xml", "a/pom.xml"));
        assertThat(hash("a/pom.xml", "pom.xml")).isEqualTo(hashOfContents("a/pom.xml", "pom.xml"));
        assertThat(hash("pom.xml", "a/**/pom.xml", "a/b/*"))
                .isEqualTo(hashOfContents("pom.xml", "a/b/pom.xml", "a/pom.xml"));
        assertThat(hash("pom.xml", "**/pom.xml"))
                .isEqualTo(hashOfContents("a/b/pom.xml", "a/pom.xml", "pom.xml"));
    }

    @Test
    void aFolderMayEndWithASlashOrBeTheWorkspaceItself() {
        assertThat(hash("a/")).isEqualTo(hash("a")).isNotEmpty();
        assertThat(hash(".")).isEqualTo(hash("**")).isEqualTo(hash("./")).isNotEmpty();
        assertThat(hash(folder.toString())).isEqualTo(hash("**"));
    }

    @Test
    void twoExclamationMarksAreNone() {
        assertThat(hash("!!pom.xml")).isEqualTo(hash("pom.xml")).isNotEmpty();
    }

    private static String hashOfContents(String... files) throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (String file : files) {
            all.update(
                    MessageDigest.getInstance("SHA-256")
                            .digest(("content of " + file).getBytes(StandardCharsets.UTF_8)));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    @Test
    void isEmptyWhereNothingMatches() {
        assertThat(hash("**/gradle.lockfile")).isEmpty();
    }

    @Test
    void aStarStaysWithinAFolder() {
        assertThat(hash("*.xml")).isEqualTo(hash("pom.xml")).isNotEqualTo(hash("**/*.xml"));
        assertThat(hash("a/*/pom.xml")).isEqualTo(hash("a/b/pom.xml"));
    }

    @Test
    void aFolderStandsForAllInIt() {
        assertThat(hash("a")).isEqualTo(hash("a/**")).isNotEmpty();
    }

    @Test
    void exclusionsTakeAway() {
        assertThat(hash("**/pom.xml", "!a/b/**")).isEqualTo(hash("a/pom.xml", "pom.xml"));
        assertThat(hash("**/pom.xml\n!a/b/**")).isEqualTo(hash("a/pom.xml", "pom.xml"));
    }

    @Test
    void betweenBracketsStandsOneOfTheLetters() {
        assertThat(hash("a[+-]b.lock")).isEqualTo(hash("a+b.lock")).isNotEmpty();
        assertThat(hash("a[!-]b.lock")).isEqualTo(hash("a+b.lock"));
        assertThat(hash("a[&&+]b.lock")).isEqualTo(hash("a+b.lock"));
        assertThat(hash("a[[+]b.lock")).isEqualTo(hash("a+b.lock"));
        assertThat(hash("a[z-a]b.lock")).isEmpty();
    }

    @Test
    void otherCharactersMeanThemselves() {
        assertThat(hash("a+b.lock")).isNotEmpty();
        assertThat(hash("aab.lock")).isEmpty();
        assertThat(hash("a[+]b.loc?")).isEqualTo(hash("a+b.lock"));
    }

    @Test
    void fullPathsOfTheWorkspaceWork() {
        assertThat(hash(folder + "/pom.xml")).isEqualTo(hash("pom.xml"));
    }

    @Test
    void linksInACircleEndTheSearchNowhere() throws IOException {
        String plain = hash("**/*.xml");
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("a/self"), Path.of("self"));
        Files.createSymbolicLink(folder.resolve("a/nowhere.xml"), Path.of("missing"));

        assertThat(hash("--follow-symbolic-links", "**/*.xml")).isNotEmpty();
        assertThat(hash("**/*.xml")).isEqualTo(plain);
    }

    @Test
    void aLinkToAFileOfTheWorkspaceIsThatFileAndOneThatLeadsOutIsOnlyFollowedWhenAsked(
            @TempDir Path outside) throws IOException {
        Files.createSymbolicLink(folder.resolve("link.xml"), Path.of("pom.xml"));
        Files.writeString(outside.resolve("file"), "content of pom.xml");
        Files.createSymbolicLink(folder.resolve("out.xml"), outside.resolve("file"));

        assertThat(hash("link.xml")).isEqualTo(hash("pom.xml")).isNotEmpty();
        assertThat(hash("out.xml")).isEmpty();
        assertThat(hash("--follow-symbolic-links", "out.xml")).isEqualTo(hash("pom.xml"));
    }

    @Test
    void whatIsNoFileIsNotRead() throws Exception {
        assertThat(
                        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                                .start()
                                .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            for (String target : List.of("/dev/zero", "/proc/self/environ", "/proc/kmsg")) {
                Files.createSymbolicLink(folder.resolve(target.replace('/', '-')), Path.of(target));
            }
            Files.createSymbolicLink(folder.resolve("proc"), Path.of("/proc/self"));

            assertThat(hash("pipe", "socket", "-*", "proc/*")).isEmpty();
            assertThat(hash("--follow-symbolic-links", "pipe", "socket", "-*", "proc/**"))
                    .isEmpty();
        }
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, Set.of());
        assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();

        assertThatThrownBy(() -> hash("**"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(closed + ": permission denied");
    }

    @Test
    void itEndsWhenItsJobIsAskedToStopHoweverBigTheFile() throws Exception {
        try (RandomAccessFile big = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            big.setLength(4L << 40);
        }
        StopSignal stop = new StopSignal();
        CountDownLatch asked = new CountDownLatch(3);
        StopCheck check =
                () -> {
                    asked.countDown();
                    StopCheck.of(stop, false).check();
                };
        CompletableFuture<String> hash =
                CompletableFuture.supplyAsync(
                        () -> new WorkspaceHashes(folder, check).hash(List.of("big")));
        asked.await();
        stop.ask(StopReason.CANCEL_REQUESTED);

        assertThatThrownBy(() -> hash.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(StoppedException.class);
        WorkspaceHashes impatient =
                new WorkspaceHashes(folder, StopCheck.NEVER, Duration.ofMillis(1));
        assertThatThrownBy(() -> impatient.hash(List.of("big")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives up after");
    }

    @Test
    void aPatternThatTakesForEverIsStoppedToo() throws IOException {
        Files.writeString(folder.resolve("a".repeat(200)), "x");
        WorkspaceHashes impatient =
                new WorkspaceHashes(folder, StopCheck.NEVER, Duration.ofMillis(200));

        assertThatThrownBy(() -> impatient.hash(List.of("*a".repeat(60) + "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives up after");
    }

    @Test
    void foldersAndFilesThatDoNotMatchAreLookedThroughNoLongerThanWanted() throws IOException {
        AtomicInteger checks = new AtomicInteger();
        StopCheck third =
                () -> {
                    if (checks.incrementAndGet() == 3) {
                        throw new StoppedException();
                    }
                };
        for (int i = 0; i < 5; i++) {
            Files.createDirectory(folder.resolve("empty" + i));
        }
        assertThatThrownBy(() -> new WorkspaceHashes(folder, third).hash(List.of("nothing")))
                .isInstanceOf(StoppedException.class);

        Path full = Files.createDirectory(folder.resolve("full"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(full.resolve("file" + i), "x");
        }
        checks.set(0);
        assertThatThrownBy(() -> new WorkspaceHashes(full, third).hash(List.of("nothing")))
                .isInstanceOf(StoppedException.class);
    }

    private String hash(String... patterns) {
        return new WorkspaceHashes(folder).hash(List.of(patterns));
    }
}
