package dev.minijenkin.cli.workflow;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.workflow.plan.CallTarget;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Checked-out repositories beside the one whose files are looked at.
final class OtherRepositories {
    private final List<Place> places;

    private OtherRepositories(List<Place> places) {
        this.places = places;
    }

    /// Where some of them lie.
    private sealed interface Place {
        /// Where a file may lie; it need not be there.
        Stream<Path> of(CallTarget file);

        /// A folder that holds owners, these repositories, and these files.
        record Folder(Path root) implements Place {
            @Override
            public Stream<Path> of(CallTarget file) {
                return Stream.of(file.repository() + "@" + file.ref(), file.repository())
                        .flatMap(name -> below(root, name).stream())
                        .flatMap(repository -> below(repository, file.path()).stream());
            }
        }

        /// A repository, or one of its files.
        ///
        /// @param name without a path or a ref where any will do
        record Named(CallTarget name, Path path) implements Place {
            @Override
            public Stream<Path> of(CallTarget file) {
                boolean other =
                        !name.repository().equalsIgnoreCase(file.repository())
                                || !(name.ref().isEmpty() || name.ref().equals(file.ref()));
                if (other) {
                    return Stream.empty();
                }
                if (name.path().isEmpty()) {
                    return below(path, file.path()).stream();
                }
                return name.path().equals(file.path()) ? Stream.of(path) : Stream.empty();
            }
        }
    }

    /// @param options `FOLDER`, or `owner/repository[/path][@ref]=PATH`
    static OtherRepositories of(List<String> options) {
        return new OtherRepositories(options.stream().map(OtherRepositories::place).toList());
    }

    private static Place place(String option) {
        int equals = Files.isDirectory(Path.of(option)) ? -1 : option.indexOf('=');
        Path path = Path.of(option.substring(equals + 1)).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new CommandFailureException("There is no file or folder " + path + ".");
        }
        return equals < 0
                ? new Place.Folder(path)
                : new Place.Named(name(option.substring(0, equals)), path);
    }

    private static CallTarget name(String text) {
        return CallTarget.named(text.contains("@") ? text : text + "@", CallTarget.own(""))
                .filter(name -> !name.isOwn())
                .orElseThrow(() ->
                        new CommandFailureException(
                                "`%s` names no repository: it must look like owner/repository@ref or owner/repository/path@ref."
                                        .formatted(text)));
    }

    /// Where a file of another repository lies; empty where it is nowhere.
    Optional<Path> find(CallTarget file) {
        return places.stream()
                .flatMap(place -> place.of(file))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// A path in a folder; empty where it leads out of it, or no file of this host can have such a
    /// name.
    static Optional<Path> below(Path folder, String path) {
        try {
            Path wanted = folder.resolve(path).normalize();
            return wanted.startsWith(folder.normalize()) ? Optional.of(wanted) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
