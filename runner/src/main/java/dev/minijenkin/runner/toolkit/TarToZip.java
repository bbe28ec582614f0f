package dev.minijenkin.runner.toolkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes a zip of a compressed tar while it is read, for clients that know nothing else. Files and
/// folders only: the tar of an artifact has nothing else. Used by one thread.
final class TarToZip {
    private static final int BLOCK = 512;
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_NAME = 1 << 20;

    private final InputStream tar;
    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER];

    // What a head before the one of the file said.
    private String longName = "";
    private long longSize = -1;

    private TarToZip(InputStream tar, ZipOutputStream zip) {
        this.tar = tar;
        this.zip = zip;
    }

    /// Copies all of it.
    ///
    /// @throws IOException if it is no such tar
    static void copy(InputStream tarGz, OutputStream out) throws IOException {
        try (InputStream tar = new GZIPInputStream(tarGz, BUFFER)) {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            zip.setLevel(Deflater.BEST_SPEED);
            TarToZip copy = new TarToZip(tar, zip);
            while (copy.next()) {
                // One head after the other.
            }
            zip.finish();
        }
    }

    private boolean next() throws IOException {
        byte[] head = tar.readNBytes(BLOCK);
        if (head.length < BLOCK || isEmpty(head)) {
            return false;
        }
        long size = longSize >= 0 ? longSize : number(head, 124, 12);
        switch (head[156]) {
            case 'L' -> longName = text(read(size));
            case 'x' -> readRecords(read(size));
            case 'g', 'K' -> skip(size);
            case '0', 0 -> file(name(head), size);
            case '5' -> folder(name(head));
            default -> throw new IOException("an archive of a job has more than files");
        }
        if (head[156] != 'L' && head[156] != 'x') {
            longName = "";
            longSize = -1;
        }
        return true;
    }

    private void file(String name, long size) throws IOException {
        boolean isNew = names.add(name);
        if (isNew) {
            zip.putNextEntry(new ZipEntry(name));
        }
        for (long left = size; left > 0; ) {
            int count = tar.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (count < 0) {
                throw new EOFException("the archive ends in the middle of " + name);
            }
            if (isNew) {
                zip.write(buffer, 0, count);
            }
            left -= count;
        }
        if (isNew) {
            zip.closeEntry();
        }
        skipPadding(size);
    }

    private void folder(String name) throws IOException {
        String shown = name.endsWith("/") ? name : name + "/";
        if (names.add(shown)) {
            zip.putNextEntry(new ZipEntry(shown));
            zip.closeEntry();
        }
    }

    private String name(byte[] head) {
        if (!longName.isEmpty()) {
            return longName;
        }
        String name = text(Arrays.copyOfRange(head, 0, 100));
        boolean standard = text(Arrays.copyOfRange(head, 257, 263)).equals("ustar");
        String prefix = standard ? text(Arrays.copyOfRange(head, 345, 500)) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// Lines `LENGTH NAME=VALUE`.
    private void readRecords(byte[] records) throws IOException {
        for (int at = 0; at < records.length; ) {
            int space = at;
            while (space < records.length && records[space] != ' ') {
                space++;
            }
            int length;
            try {
                length =
                        Integer.parseInt(
                                new String(records, at, space - at, StandardCharsets.US_ASCII));
            } catch (NumberFormatException _) {
                throw new IOException("an archive of a job has a head that nobody can read");
            }
            if (length <= space - at || length > records.length - at) {
                throw new IOException("an archive of a job has a head that nobody can read");
            }
            String line =
                    new String(records, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            if (line.startsWith("path=")) {
                longName = line.substring("path=".length());
            } else if (line.startsWith("size=")) {
                longSize = Long.parseLong(line.substring("size=".length()));
            }
            at += length;
        }
    }

    private byte[] read(long size) throws IOException {
        if (size > MOST_NAME) {
            throw new IOException("an archive of a job has a name of " + size + " bytes");
        }
        byte[] bytes = tar.readNBytes((int) size);
        skipPadding(size);
        return bytes;
    }

    private void skip(long size) throws IOException {
        tar.skipNBytes(size);
        skipPadding(size);
    }

    private void skipPadding(long size) throws IOException {
        tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    private static boolean isEmpty(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// In octal digits, or, where those do not suffice, in bytes.
    private static long number(byte[] head, int from, int length) throws IOException {
        if ((head[from] & 0x80) != 0) {
            long number = 0;
            for (int i = from + length - 8; i < from + length; i++) {
                number = (number << 8) | (head[i] & 0xff);
            }
            return number;
        }
        String digits = text(Arrays.copyOfRange(head, from, from + length)).trim();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException _) {
            throw new IOException("an archive of a job has a head that nobody can read");
        }
    }
}
