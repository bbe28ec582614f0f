package dev.minijenkin.runner.toolkit;

import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Bytes that come in blocks, several at a time and in any order, until it is said which of them
/// are the whole. They lie on the disk. Thread-safe.
final class BlobUpload {
    private final Path folder;
    private final long most;
    private final Map<String, Path> blocks = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile List<Path> whole = List.of();
    private volatile boolean committed;

    /// @param folder of its own; made when the first block comes
    /// @param most bytes of all that comes
    BlobUpload(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /// A block did not come whole, or there are too many bytes.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /// Takes a block, also in the place of one that came before.
    ///
    /// @param length that it is said to have; negative where nothing is said
    void put(String block, InputStream in, long length) throws IOException, RefusedException {
        Path file =
                Files.createDirectories(folder).resolve(Long.toString(numbers.incrementAndGet()));
        long size = Files.copy(in, file);
        if (length >= 0 && size != length) {
            Files.delete(file);
            throw new RefusedException("%d bytes came, and not %d".formatted(size, length));
        }
        if (received.addAndGet(size) > most) {
            Files.delete(file);
            throw new RefusedException("more than " + most + " bytes are not kept");
        }
        Path before = blocks.put(block, file);
        if (before != null) {
            received.addAndGet(-Files.size(before));
            Files.delete(before);
        }
    }

    /// Says that these blocks, one after the other, are all of it; whether all of them are there.
    synchronized boolean commit(List<String> order) {
        List<Path> files = new ArrayList<>();
        for (String block : order) {
            Path file = blocks.get(block);
            if (file == null) {
                return false;
            }
            files.add(file);
        }
        whole = List.copyOf(files);
        committed = true;
        return true;
    }

    boolean isCommitted() {
        return committed;
    }

    /// Names of the blocks that came, sorted.
    List<String> names() {
        return blocks.keySet().stream().sorted().toList();
    }

    /// Bytes of a block; zero where there is none.
    long size(String block) throws IOException {
        Path file = blocks.get(block);
        return file == null ? 0 : Files.size(file);
    }

    /// Bytes of the whole.
    long size() throws IOException {
        long size = 0;
        for (Path file : whole) {
            size += Files.size(file);
        }
        return size;
    }

    /// The whole.
    InputStream open() {
        return new SequenceInputStream(
                Collections.enumeration(whole.stream().map(BlobUpload::opened).toList()));
    }

    /// The whole as one file, which is the reader's from now on.
    Path join() throws IOException {
        if (whole.isEmpty()) {
            return Files.createFile(Files.createDirectories(folder).resolve("empty"));
        }
        Path first = whole.getFirst();
        try (FileChannel to = FileChannel.open(first, StandardOpenOption.WRITE)) {
            to.position(to.size());
            for (Path file : whole.subList(1, whole.size())) {
                try (FileChannel from = FileChannel.open(file)) {
                    for (long at = 0; at < from.size(); ) {
                        at += from.transferTo(at, from.size() - at, to);
                    }
                }
                Files.delete(file);
            }
        }
        return first;
    }

    /// Forgets everything.
    void delete() throws IOException {
        blocks.clear();
        Trees.delete(folder);
    }

    /// Opened when its turn has come: there may be many.
    private static InputStream opened(Path file) {
        return new InputStream() {
            private InputStream in = InputStream.nullInputStream();
            private boolean open;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (!open) {
                    in = Files.newInputStream(file);
                    open = true;
                }
                return in.read(buffer, offset, length);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
