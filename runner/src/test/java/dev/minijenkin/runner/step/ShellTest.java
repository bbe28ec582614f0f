package dev.minijenkin.runner.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShellTest {
    private static final Path FILE = Path.of("/t/my file");

    @Test
    void doubleQuotesGroupAndNothingElseDoes() {
        assertThat(words("script -q -e -c \"bash -e {0}\" /dev/null"))
                .containsExactly("script", "-q", "-e", "-c", "bash -e /t/my file", "/dev/null");
        assertThat(words("perl   -e 'x\ty' {0}"))
                .containsExactly("perl", "-e", "'x", "y'", "/t/my file");
        assertThat(words("a \"\" b\"c d\"e {0}")).containsExactly("a", "", "bc de", "/t/my file");
        assertThat(words("a \"say \"\"x\"\"\" {0}"))
                .containsExactly("a", "say \"x\"", "/t/my file");
        assertThat(words("a \\\"x\\\" \\n \\\\\"y z\\\\\" {0}"))
                .containsExactly("a", "\"x\"", "\\n", "\\y z\\", "/t/my file");
        assertThat(words("a \"open {0}")).containsExactly("a", "open /t/my file");
        assertThat(words("wrap --file={0} {0}"))
                .containsExactly("wrap", "--file=/t/my file", "/t/my file");
    }

    @Test
    void theScriptIsCalledAsItsShellWants() {
        assertThat(shell("bash -x {0}").suffix()).isEqualTo(".sh");
        assertThat(shell("/usr/bin/bash {0}").suffix()).isEqualTo(".sh");
        assertThat(shell("python").suffix()).isEqualTo(".py");
        assertThat(shell("python -u {0}").suffix()).isEqualTo(".py");
        assertThat(shell("pwsh -NoProfile -File {0}").suffix()).isEqualTo(".ps1");
        assertThat(shell("pwsh -NoProfile -File {0}").fileContent("x"))
                .startsWith("$ErrorActionPreference = 'stop'\nx");
        assertThat(shell("perl {0}").suffix()).isEmpty();
    }

    @Test
    void theUsualOnesAreAsTheReferenceStartsThem() {
        assertThat(words("")).containsExactly("bash", "-e", "/t/my file");
        assertThat(words(" bash "))
                .containsExactly(
                        "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "/t/my file");
        assertThat(words("sh")).containsExactly("sh", "-e", "/t/my file");
        assertThat(words("pwsh")).containsExactly("pwsh", "-command", ". '/t/my file'");
    }

    @Test
    void cmdIsUsedWhereThereIsOne() {
        Shell cmd = Shell.of("CMD", new HostWith("CMD"), "");

        assertThat(cmd.commandFor(FILE.toString()))
                .containsExactly("CMD", "/D", "/E:ON", "/V:OFF", "/S", "/C", "CALL \"/t/my file\"");
        assertThat(cmd.suffix()).isEqualTo(".cmd");
        assertThat(cmd.fileContent("a\nb\r\nc")).isEqualTo("@echo off\r\na\r\nb\r\nc");
        assertThatThrownBy(() -> shell("cmd")).hasMessageContaining("which this host has not");
    }

    /// And the program is the one that is named.
    @Test
    void theNamesOfTheUsualOnesIgnoreCase() {
        assertThat(words("Bash"))
                .containsExactly(
                        "Bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "/t/my file");
        assertThat(words("SH")).containsExactly("SH", "-e", "/t/my file");
        assertThat(words("Python")).containsExactly("Python", "/t/my file");
        assertThat(words("PowerShell")).startsWith("PowerShell", "-command");
        assertThat(shell("BASH -x {0}").suffix()).isEqualTo(".sh");
        assertThat(shell("/opt/Python {0}").suffix()).isEqualTo(".py");
        assertThat(shell("Pwsh").suffix()).isEqualTo(".ps1");
    }

    @Test
    void oneWithoutAPlaceForTheScriptIsRefused() {
        assertThatThrownBy(() -> shell("zsh -e"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'zsh -e'");
    }

    private static List<String> words(String shell) {
        return shell(shell).commandFor(FILE.toString());
    }

    private static Shell shell(String name) {
        return Shell.of(name, new HostWith("bash"), "");
    }

    /// Has this program and nothing else.
    private record HostWith(String only) implements StepHost {
        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Optional<String> findProgram(String program, String path) {
            return Optional.of(program).filter(only::equals);
        }

        @Override
        public void copyIn(Collection<Path> paths) {}

        @Override
        public void copyOut(Collection<Path> paths) {}

        @Override
        public HostProcess start(HostCommand command, OutputSink output) {
            throw new IllegalStateException("starts nothing");
        }

        @Override
        public void close() {}
    }
}
