package dev.minijenkin.instance;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// A file with values of the command line's options, `db-user=…`.
public record OptionsFile(Path path) {
    /// The value of an option; empty also where there is no such file.
    public Optional<String> value(String option) {
        if (!Files.isReadable(path)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new InstanceException(
                    "The file " + path + " cannot be read: " + e.getMessage(), e);
        }
        return Optional.ofNullable(properties.getProperty(option));
    }
}
