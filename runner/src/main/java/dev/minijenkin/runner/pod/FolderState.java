package dev.minijenkin.runner.pod;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a folder holds at one moment, to tell what has changed since another one.
///
/// @param entries by their paths in the folder, those of folders before what they hold
record FolderState(Map<String, Entry> entries) {
    /// Of a folder that is empty, or not there.
    static final FolderState EMPTY = new FolderState(Map.of());

    /// Nobody can set the time of the last change of the file itself (`ctime`).
    private static final String LOOKED_AT = "unix:mode,size,ino,ctime";

    /// A file, a link or a folder.
    ///
    /// @param look what changes with it; of a folder only its rights
    record Entry(Kind kind, String look) {}

    enum Kind {
        FILE,
        LINK,
        FOLDER
    }

    /// Links are not followed.
    static FolderState of(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return EMPTY;
        }
        Map<String, Entry> entries = new TreeMap<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes how)
                            throws IOException {
                        if (!one.equals(folder)) {
                            entries.put(folder.relativize(one).toString(), entry(one, Kind.FOLDER));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path one, BasicFileAttributes how)
                            throws IOException {
                        if (how.isRegularFile() || how.isSymbolicLink()) {
                            entries.put(
                                    folder.relativize(one).toString(),
                                    entry(one, how.isSymbolicLink() ? Kind.LINK : Kind.FILE));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new FolderState(entries);
    }

    private static Entry entry(Path path, Kind kind) throws IOException {
        Map<String, Object> known =
                Files.readAttributes(path, LOOKED_AT, LinkOption.NOFOLLOW_LINKS);
        return new Entry(
                kind,
                kind == Kind.FOLDER
                        ? String.valueOf(known.get("mode"))
                        : new TreeMap<>(known).toString());
    }

    /// What is new or other than before.
    List<String> changedSince(FolderState before) {
        List<String> changed = new ArrayList<>();
        entries.forEach((path, entry) -> {
            if (!entry.equals(before.entries.get(path))) {
                changed.add(path);
            }
        });
        return changed;
    }

    /// What was there before and is gone, or is of another kind.
    List<String> goneSince(FolderState before) {
        List<String> gone = new ArrayList<>();
        before.entries.forEach((path, entry) -> {
            Entry now = entries.get(path);
            if (now == null || now.kind() != entry.kind()) {
                gone.add(path);
            }
        });
        return gone;
    }
}
