package dev.minijenkin.console.memory;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a person chose before, and chooses now. One that cannot be read is as none, one that cannot
/// be kept is forgotten: neither is in anybody's way. FX thread only, but for the writing.
public final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private final Path file;
    private final Executor writer;
    private Remembered now;
    // Guarded by this.
    private Remembered written;

    private Memory(Path file, Executor writer, Remembered known) {
        this.file = file;
        this.writer = writer;
        now = known;
        written = known;
    }

    /// Of `console.json` in a folder of the person's.
    ///
    /// @param writer on which it is written
    public static Memory in(Path folder, Executor writer) {
        Path file = folder.resolve("console.json");
        return new Memory(file, writer, read(file));
    }

    private static Remembered read(Path file) {
        if (!Files.exists(file)) {
            return Remembered.nothing();
        }
        try {
            Remembered known = JSON.readValue(Files.readString(file), Remembered.class);
            return known == null ? Remembered.nothing() : known;
        } catch (IOException e) {
            LOG.warn(
                    "What {} says is not understood, and all is as at the first start: {}",
                    file,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return Remembered.nothing();
        }
    }

    public Remembered now() {
        return now;
    }

    /// Keeps something, soon.
    public void change(UnaryOperator<Remembered> change) {
        Remembered next = change.apply(now);
        if (!next.equals(now)) {
            now = next;
            writer.execute(() -> write(next));
        }
    }

    /// Keeps something before this returns, because the program ends.
    public void changeAtOnce(UnaryOperator<Remembered> change) {
        now = change.apply(now);
        write(now);
    }

    private synchronized void write(Remembered next) {
        if (next.equals(written)) {
            return;
        }
        try {
            PersonalFile.write(
                    file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(next) + "\n");
            written = next;
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.getMessage());
        }
    }
}
