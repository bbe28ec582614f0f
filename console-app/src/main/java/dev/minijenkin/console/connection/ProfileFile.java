package dev.minijenkin.console.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.console.memory.PersonalFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The saved profiles, in a file that only its owner may read. Passwords are not in it.
public final class ProfileFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    ProfileFile(Path file) {
        this.file = file;
    }

    /// In a folder of the person's.
    public static ProfileFile in(Path folder) {
        return new ProfileFile(folder.resolve("connections.json"));
    }

    /// What was saved; the one that was used last comes first.
    ///
    /// @throws UncheckedIOException with a sentence for a person, where the file cannot be read
    List<Profile> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Profile> profiles = new ArrayList<>();
            for (JsonNode node : JSON.readTree(Files.readString(file)).path("connections")) {
                profiles.add(profile(node));
            }
            return profiles;
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "The file " + file + " of connections cannot be read: " + e.getMessage(),
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /// The one that a person gave this name.
    ///
    /// @throws IllegalArgumentException with a sentence for a person, where there is none
    public Profile find(String name) {
        List<Profile> all = read();
        return all.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "There is no saved connection \"%s\"; %s"
                                        .formatted(
                                                name,
                                                all.isEmpty()
                                                        ? "none is saved"
                                                        : "there are: "
                                                                + all.stream()
                                                                        .map(Profile::name)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ")))));
    }

    private static Profile profile(JsonNode node) {
        return new Profile(
                node.path("name").asText(),
                node.path("host").asText(),
                node.path("port").asInt(Profile.USUAL_PORT),
                node.path("database").asText(),
                node.path("user").asText(),
                TlsMode.of(node.path("tls").asText()));
    }

    void write(List<Profile> profiles) {
        ObjectNode root = JSON.createObjectNode();
        var list = root.putArray("connections");
        for (Profile profile : profiles) {
            list.addObject()
                    .put("name", profile.name())
                    .put("host", profile.host())
                    .put("port", profile.port())
                    .put("database", profile.database())
                    .put("user", profile.user())
                    .put("tls", profile.tls().mode());
        }
        try {
            PersonalFile.write(
                    file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The connections cannot be saved in " + file + ": " + e.getMessage(), e);
        }
    }
}
