package dev.minijenkin.instance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.instance.InstanceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastJobNameTest {
    @Test
    void aRunIsAnIdOrANumberOfAPipeline() {
        assertThat(PastJobName.parse(" 1412 ")).isEqualTo(new PastJobName("", 1412, ""));
        assertThat(PastJobName.parse("1412/call / say"))
                .isEqualTo(new PastJobName("", 1412, "call / say"));
        assertThat(PastJobName.parse("shop/web/ci#12"))
                .isEqualTo(new PastJobName("shop/web/ci", 12, ""));
        assertThat(PastJobName.parse("shop/.github/workflows/ci.yml#12/test (C#4, 21)"))
                .isEqualTo(
                        new PastJobName("shop/.github/workflows/ci.yml", 12, "test (C#4, 21)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "test", "1412/", "shop#1", "shop/ci#", "99999999999999999999"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> PastJobName.parse(text))
                .isInstanceOf(InstanceException.class)
                .hasMessageStartingWith("\"" + text + "\" names no run");
    }
}
