package dev.minijenkin.cli.part;

import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.engine.key.KeyFolder;
import dev.minijenkin.instance.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a process finds its private keys.
public final class KeyOptions {
    @Option(
            names = "--keys",
            paramLabel = "FOLDER",
            description = "folder of the private keys (default: keys in ~/.mini-jenkin)")
    private @Nullable Path folder;

    @Option(
            names = "--runner-key",
            paramLabel = "KEY",
            hidden = true,
            description = "private keys of the runners; given in MINI_JENKIN_RUNNER_KEY instead")
    private String ofRunner = "";

    @Option(
            names = "--server-key",
            paramLabel = "KEY",
            hidden = true,
            description = "private keys of the server; given in MINI_JENKIN_SERVER_KEY instead")
    private String ofServer = "";

    public KeyFolder folder(Home home) {
        return folder == null ? home.keys() : new KeyFolder(folder.toAbsolutePath());
    }

    /// All private keys of a purpose.
    public KeyRing ring(KeyPurpose purpose, Home home) {
        return switch (purpose) {
            case RUNNER -> runner(home);
            case SERVER -> server(home);
        };
    }

    /// What the secrets of jobs are opened with.
    public KeyRing runner(Home home) {
        return folder(home).read(KeyPurpose.RUNNER, ofRunner);
    }

    /// What is sealed to the server is opened with.
    public KeyRing server(Home home) {
        return folder(home).read(KeyPurpose.SERVER, ofServer);
    }
}
