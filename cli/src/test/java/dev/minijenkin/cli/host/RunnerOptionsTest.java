package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.instance.Home;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.claimloop.Stint;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.runner.user.Confinement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunnerOptionsTest {
    @TempDir private Path folder;

    @Test
    void whatIsPassedOnIsNamedAndNothingElseIs() {
        assertThat(configuration().passed()).isEmpty();
        assertThat(configuration("--pass-env", "JAVA_HOME,HOME", "--pass-env", "TOOL").passed())
                .containsExactlyInAnyOrder("JAVA_HOME", "HOME", "TOOL");
        assertThatThrownBy(() -> configuration("--pass-env", "MINI_JENKIN_DB_PASSWORD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be passed to jobs");
    }

    @Test
    void jobsAreConfinedAsTheOptionsSay() {
        assertThat(configuration().confinement()).isEqualTo(Confinement.NONE);
        assertThat(configuration("--run-as", "job1,job2", "--workspace-limit", "2g").confinement())
                .isEqualTo(new Confinement(List.of("job1", "job2"), 2L << 30));
        assertThatThrownBy(() -> configuration("--workspace-limit", "much"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A size is a number with K, M, G or T, such as 500M or 20G, unlike 'much'");
    }

    @Test
    void aRunnerWhoseJobsAreConfinedStartsNoContainers() {
        assertThat(configuration().engines().isNone()).isFalse();
        assertThat(configuration("--run-as", "job1").engines().isNone()).isTrue();
        assertThat(configuration("--workspace-limit", "2g").engines().isNone()).isFalse();
        assertThatThrownBy(() -> configuration("--run-as", "job1", "--containers", "podman"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose --run-as or --containers");
    }

    @Test
    void jobsGetPodsWhereThereIsATemplate() {
        assertThat(
                        configuration(
                                        "--pods",
                                        "pod.yaml",
                                        "--pods-namespace",
                                        "ci",
                                        "--pods-patience",
                                        "60")
                                .engines())
                .isEqualTo(new PodSource("ci", Path.of("pod.yaml"), Duration.ofMinutes(1), ""));
        assertThatThrownBy(() -> configuration("--pods", "pod.yaml", "--run-as", "job1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose --run-as or --pods");
        assertThatThrownBy(() -> configuration("--pods", "pod.yaml", "--containers", "docker"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose --pods or --containers");
        assertThatThrownBy(() -> configuration("--pods", "pod.yaml", "--pods-patience", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a second at least");
    }

    @Test
    void aRunnerStaysUnlessItIsToldOtherwise() {
        assertThat(configuration().stint()).isEqualTo(Stint.ENDLESS);
        assertThat(configuration("--ephemeral").stint()).isEqualTo(new Stint(1, Stint.FOR_EVER));
        assertThat(configuration("--ephemeral", "--jobs", "1", "--idle-timeout", "60").stint())
                .isEqualTo(new Stint(1, Duration.ofMinutes(1)));
        assertThat(configuration("--jobs", "3", "--capacity", "8").slots()).isEqualTo(3);
        assertThatThrownBy(() -> configuration("--ephemeral", "--jobs", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose --ephemeral or --jobs 2");
        assertThatThrownBy(() -> configuration("--idle-timeout", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a second at least");
    }

    private RunnerConfiguration configuration(String... arguments) {
        return CommandLine.populateCommand(new RunnerOptions(), arguments)
                .configuration(Home.at(folder), KeyRing.NONE);
    }
}
