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

    /// Of a folder only its rights count.
    ///
    /// @param mode kind and rights
    record Entry(int mode, String content) {
        private static final int KIND = 0170000;

        boolean isLike(Entry other) {
            return (mode & KIND) == (other.mode & KIND);
        }
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
                            entries.put(folder.relativize(one).toString(), entry(one, true));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path one, BasicFileAttributes how)
                            throws IOException {
                        if (how.isRegularFile() || how.isSymbolicLink()) {
                            entries.put(folder.relativize(one).toString(), entry(one, false));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new FolderState(entries);
    }

    private static Entry entry(Path path, boolean folder) throws IOException {
        Map<String, Object> known =
                Files.readAttributes(path, LOOKED_AT, LinkOption.NOFOLLOW_LINKS);
        return new Entry(
                (Integer) known.get("mode"),
                folder
                        ? ""
                        : known.get("size") + " " + known.get("ino") + " " + known.get("ctime"));
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
            if (now == null || !now.isLike(entry)) {
                gone.add(path);
            }
        });
        return gone;
    }
}
