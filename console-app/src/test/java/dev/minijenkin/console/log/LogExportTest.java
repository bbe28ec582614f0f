package dev.minijenkin.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogExportTest {
    @Test
    void aFileIsCalledByPipelineRunAndJob() {
        assertThat(LogExport.fileName("shop-api / nightly #1-index"))
                .isEqualTo("shop-api-nightly-1-index.log");
        assertThat(
                        LogExport.fileName(
                                "web / .mini-jenkin/workflows/apply.yml #2-e2e (firefox, 2/2)"))
                .isEqualTo("web-apply.yml-2-e2e-firefox-2-2.log");
        assertThat(LogExport.fileName("../../etc/passwd")).isEqualTo("etc-passwd.log");
        assertThat(LogExport.fileName("a\u0000b: c*?<>|\"")).isEqualTo("a-b-c.log");
        assertThat(LogExport.fileName("x".repeat(500))).hasSize(124);
    }
}
