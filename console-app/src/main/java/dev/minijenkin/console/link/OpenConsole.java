package dev.minijenkin.console.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// That a console of this user is open, and the door by which other starts hand it links: a socket
/// in a folder that nobody else may enter, held by a lock that goes with the process, however it
/// ends. What comes through it is a link or nothing; no part of it is ever run.
public final class OpenConsole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConsole.class);
    private static final String SOCKET = "console.sock";
    private static final String LOCK = "console.lock";
    private static final String TAKEN = "taken";
    private static final int LONGEST = 4096;
    private static final long PATIENCE_SECONDS = 5;

    private final FileLock lock;
    private final ServerSocketChannel door;
    private final Path socket;

    private OpenConsole(FileLock lock, ServerSocketChannel door, Path socket) {
        this.lock = lock;
        this.door = door;
        this.socket = socket;
    }

    /// Becomes the one that links are handed to; empty where another one is already, or where this
    /// machine has no such sockets.
    ///
    /// @param folder of this user alone
    public static Optional<OpenConsole> claim(Path folder) {
        try {
            createPrivately(folder);
            FileChannel file =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock == null) {
                file.close();
                return Optional.empty();
            }
            Path socket = folder.resolve(SOCKET);
            // Of one that ended without a word: the lock says that nobody listens there.
            Files.deleteIfExists(socket);
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(socket));
            return Optional.of(new OpenConsole(lock, door, socket));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LOG.info("Links are not handed to this console: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static void createPrivately(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Takes links from now on, each on a thread of its own.
    ///
    /// @param link is given what was handed over; says whether it was one
    public void listen(Predicate<String> link) {
        Thread.ofVirtual()
                .name("console-links")
                .start(() -> {
                    while (door.isOpen()) {
                        try {
                            SocketChannel caller = door.accept();
                            Thread.ofVirtual()
                                    .name("console-link")
                                    .start(() -> answer(caller, link));
                        } catch (IOException e) {
                            if (door.isOpen()) {
                                LOG.info("A link was not taken: {}", e.getMessage());
                            }
                        }
                    }
                });
    }

    private static void answer(SocketChannel caller, Predicate<String> link) {
        try (caller) {
            Thread watch = closeLater(caller);
            String text = line(caller);
            String answer = !text.isEmpty() && link.test(text) ? TAKEN : "no link";
            caller.write(ByteBuffer.wrap((answer + "\n").getBytes(UTF_8)));
            watch.interrupt();
        } catch (IOException e) {
            LOG.info("A link was not taken: {}", e.getMessage());
        }
    }

    /// Hands a link to the console that is open.
    ///
    /// @return whether there is one, and it took it
    public static boolean hand(Path folder, String link) {
        Path socket = folder.resolve(SOCKET);
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Thread watch = closeLater(channel);
            channel.write(ByteBuffer.wrap((link + "\n").getBytes(UTF_8)));
            boolean taken = line(channel).equals(TAKEN);
            watch.interrupt();
            return taken;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            // Nobody listens there any more.
            return false;
        }
    }

    /// Nobody is waited for for ever.
    private static Thread closeLater(SocketChannel channel) {
        return Thread.ofVirtual()
                .name("console-link-patience")
                .start(() -> {
                    try {
                        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
                        channel.close();
                    } catch (InterruptedException _) {
                        // It was quick enough.
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /// The first line, without its end; empty where it is too long to be a link.
    private static String line(SocketChannel channel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var in = Channels.newInputStream(channel);
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (bytes.size() == LONGEST) {
                return "";
            }
            bytes.write(next);
        }
        return bytes.toString(UTF_8);
    }

    @Override
    public void close() {
        try {
            door.close();
            Files.deleteIfExists(socket);
            lock.channel().close();
        } catch (IOException e) {
            LOG.info("The door for links was not closed: {}", e.getMessage());
        }
    }
}
