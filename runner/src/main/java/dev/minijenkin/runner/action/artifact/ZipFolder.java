package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A folder that a zip is unpacked into. Rights of files are forgotten, as the packages of the
/// toolkit do, which make such archives.
record ZipFolder(Path folder, StopCheck stop) {
    /// Unpacks a whole archive.
    ///
    /// @throws IOException if it is no zip, or would write elsewhere
    void unpack(Path zip) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = archive.entries();
            while (entries.hasMoreElements()) {
                stop.check();
                ZipEntry entry = entries.nextElement();
                Path place = place(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.createDirectories(place.getParent());
                    try (InputStream in = archive.getInputStream(entry)) {
                        Files.copy(in, place, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /// Packs all of its files into an archive in the place of whatever is there.
    void pack(Path zip) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                stop.check();
                archive.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, archive);
                archive.closeEntry();
            }
        }
    }

    private Path place(String name) throws IOException {
        try {
            Path place = folder.resolve(name).normalize();
            if (place.startsWith(folder.normalize())) {
                return place;
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        throw new IOException("the archive has a file '" + name + "', which lies outside of it");
    }
}
