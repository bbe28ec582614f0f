package dev.minijenkin.engine.key;

import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.engine.folder.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// The folder in which private keys lie: `runner-<fingerprint>.key` and `server-<fingerprint>.key`,
/// which only their owner reads. There may be several of a purpose, while values are sealed to
/// older ones.
public record KeyFolder(Path folder) {
    private static final String ENDING = ".key";
    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    /// All keys of a purpose: those of the folder, which need not be there, and of a variable.
    ///
    /// @param given the texts of private keys with white space between them, as a variable has
    ///   them; may be empty
    /// @throws KeyFileException where one cannot be read, or others could read its file
    public KeyRing read(KeyPurpose purpose, String given) {
        List<KeyPair> pairs = new ArrayList<>(pairs(purpose));
        for (String text : given.strip().split("\\s+", -1)) {
            if (!text.isEmpty()) {
                pairs.add(given(purpose, text));
            }
        }
        return KeyRing.of(pairs);
    }

    private static KeyPair given(KeyPurpose purpose, String text) {
        try {
            return KeyPair.of(purpose, text);
        } catch (SealException _) {
            throw new KeyFileException(
                    "What was given as a private key of the %s is none: it is the content of a file %s that 'mini-jenkin keys create' wrote"
                            .formatted(purpose.word(), name(purpose, "…")));
        }
    }

    /// Those of the folder.
    public List<KeyPair> pairs(KeyPurpose purpose) {
        List<KeyPair> pairs = new ArrayList<>();
        for (Path file : files(purpose)) {
            pairs.add(readFile(purpose, file));
        }
        return pairs;
    }

    /// Writes a private key; whoever is not this user can neither read nor change it.
    ///
    /// @return its file
    public Path write(KeyPair pair) {
        try {
            Path file =
                    PrivateFolder.make(folder).resolve(name(pair.purpose(), pair.fingerprint()));
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
            Files.writeString(fresh, pair.privateText() + "\n");
            return Files.move(fresh, file);
        } catch (IOException e) {
            throw new UncheckedIOException("No private key can be written into " + folder, e);
        }
    }

    /// The name of the file of a key.
    public static String name(KeyPurpose purpose, String fingerprint) {
        return purpose.word() + "-" + fingerprint + ENDING;
    }

    private List<Path> files(KeyPurpose purpose) {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder, purpose.word() + "-*" + ENDING)) {
            return StreamSupport.stream(found.spliterator(), false).sorted().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of keys " + folder + " cannot be read", e);
        }
    }

    private static KeyPair readFile(KeyPurpose purpose, Path file) {
        try {
            Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
            others.retainAll(OF_OTHERS);
            if (!others.isEmpty()) {
                throw new KeyFileException(
                        "The private key %s can be read by others than its owner: chmod 600 it, and replace it by 'mini-jenkin keys rotate' where somebody may have done so"
                                .formatted(file));
            }
            return KeyPair.of(purpose, Files.readString(file, StandardCharsets.US_ASCII));
        } catch (SealException e) {
            throw new KeyFileException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("The private key " + file + " cannot be read", e);
        }
    }
}
