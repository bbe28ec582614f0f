package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.instance.Home;
import dev.minijenkin.server.ServerConfiguration;
import dev.minijenkin.server.scale.ScaleConfiguration;
import dev.minijenkin.server.scale.ScaleReceiver;
import dev.minijenkin.server.scale.ScaleSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Who is told what runners the queue needs.
class ServerOptionsTest {
    @TempDir private Path folder;

    @Test
    void nobodyIsToldWhoIsNotNamed() {
        assertThat(configuration().scale()).isNull();
    }

    @Test
    void aProgramAnAddressOrAKubernetesIs() {
        assertThat(configuration("--scale-command", "/bin/true", "--scale-timeout", "5").scale())
                .isEqualTo(
                        new ScaleConfiguration(
                                new ScaleReceiver.Program(Path.of("/bin/true")),
                                ScaleSettings.USUAL.with(Duration.ofSeconds(5))));
        assertThat(
                        configuration(
                                        "--scale-url",
                                        "https://scale.example.org/ci",
                                        "--scale-secret",
                                        "sesame")
                                .scale())
                .isEqualTo(
                        new ScaleConfiguration(
                                new ScaleReceiver.Address(
                                        URI.create("https://scale.example.org/ci"), "sesame"),
                                ScaleSettings.USUAL));
        assertThat(configuration("--scale-pods", "pods.yaml", "--scale-namespace", "ci").scale())
                .isEqualTo(
                        new ScaleConfiguration(
                                new ScaleReceiver.Pods("ci", Path.of("pods.yaml")),
                                ScaleSettings.USUAL.withAgain(ScaleSettings.PODS_AGAIN)));
    }

    @Test
    void whatCannotBeToldIsRefusedWhenItStarts() {
        refused("no file that can be executed", "--scale-command", "/nowhere/hook");
        refused("no address of HTTP", "--scale-url", "ftp://scale.example.org");
        refused("a second at least", "--scale-command", "/bin/true", "--scale-timeout", "0");
        refused(
                "One alone sees to runners",
                "--scale-command",
                "/bin/true",
                "--scale-url",
                "http://scale.example.org");
    }

    private void refused(String sentence, String... arguments) {
        assertThatThrownBy(() -> configuration(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private ServerConfiguration configuration(String... arguments) {
        return CommandLine.populateCommand(new ServerOptions(), arguments)
                .configuration(Home.at(folder), KeyRing.NONE);
    }
}
