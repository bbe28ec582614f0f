package dev.minijenkin.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobOutputsTest {
    @Test
    void asMuchAsAMebibyteIsKept() {
        assertThat(JobOutputs.tooBig(Map.of("a", "x".repeat(1024 * 1024 - 1)))).isEmpty();
        assertThat(JobOutputs.tooBig(Map.of())).isEmpty();
    }

    @Test
    void whatIsBiggerIsToldOf() {
        assertThat(JobOutputs.tooBig(Map.of("a", "ä".repeat(512 * 1024))))
                .contains(
                        "The outputs of the job have 1048577 bytes, and no more than 1048576 are kept:"
                                + " leave what is bigger in a file.");
    }
}
