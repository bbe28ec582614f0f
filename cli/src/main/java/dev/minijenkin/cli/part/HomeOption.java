package dev.minijenkin.cli.part;

import dev.minijenkin.instance.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where the local instance lives.
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "folder of the local instance (default: ~/.mini-jenkin)")
    private Path folder = Home.usual(System.getenv());

    public Home home() {
        return Home.at(folder.toAbsolutePath());
    }
}
