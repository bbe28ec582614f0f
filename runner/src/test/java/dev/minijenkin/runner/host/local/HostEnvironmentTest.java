package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostEnvironmentTest {
    @Test
    void jobsGetWhatTellsNoSecretAndWhatIsPassedOn() {
        Map<String, String> own =
                Map.ofEntries(
                        Map.entry("PATH", "/bin"),
                        Map.entry("LC_TIME", "de_DE.UTF-8"),
                        Map.entry("LANG", "en_US.UTF-8"),
                        Map.entry("TZ", "UTC"),
                        Map.entry("https_proxy", "http://proxy"),
                        Map.entry("HOME", "/root"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "x"),
                        Map.entry("SECRET_OF_HOST", "x"),
                        Map.entry("SSH_AUTH_SOCK", "/x"),
                        Map.entry("MINI_JENKIN_DB", "x"),
                        Map.entry("PGPASSWORD", "x"),
                        Map.entry("GIT_DIR", "/x"),
                        Map.entry("LD_PRELOAD", "/x"),
                        Map.entry("BASH_ENV", "/x"),
                        Map.entry("JAVA_HOME", "/jdk"));

        assertThat(HostEnvironment.forJobs(own, Set.of("JAVA_HOME")))
                .containsOnlyKeys("PATH", "LC_TIME", "LANG", "TZ", "https_proxy", "JAVA_HOME");
        assertThat(HostEnvironment.forRepositories(own)).containsOnlyKeys("HOME", "SSH_AUTH_SOCK");
    }

    @Test
    void theLocaleIsThatOfTheHostAndNotThatOfTheJvm() {
        Map<String, String> own =
                Map.of("LANG", "de_DE", "LC_ALL", "C.UTF-8", "MINI_JENKIN_HOST_LC_ALL", "");
        assertThat(HostEnvironment.forJobs(own, Set.of()))
                .containsEntry("LANG", "de_DE")
                .doesNotContainKey("LC_ALL");
        assertThat(
                        HostEnvironment.forJobs(
                                Map.of("LC_ALL", "C.UTF-8", "MINI_JENKIN_HOST_LC_ALL", "de_DE"),
                                Set.of()))
                .containsEntry("LC_ALL", "de_DE");
        assertThat(
                        HostEnvironment.forJobs(
                                Map.of("LC_ALL", "C.UTF-8", "MINI_JENKIN_HOST_LC_ALL", ""),
                                Set.of()))
                .containsEntry("LANG", "C.UTF-8")
                .doesNotContainKey("LC_ALL");
    }

    @Test
    void programsAreFoundWithoutAPath() {
        assertThat(HostEnvironment.forJobs(Map.of(), Set.of()))
                .containsKey("PATH")
                .containsEntry("LANG", "C.UTF-8");
    }
}
