package dev.minijenkin.instance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.instance.InstanceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastJobNameTest {
    @Test
    void aRunIsAnIdOrANumberOfAPipeline() {
        assertThat(PastJobName.parse(" 1412 ")).isEqualTo(new PastJobName("", 1412, ""));
        assertThat(PastJobName.parse("1412/call / say"))
                .isEqualTo(new PastJobName("", 1412, "call / say"));
        assertThat(PastJobName.parse("shop/web/ci#12"))
                .isEqualTo(new PastJobName("shop/web/ci", 12, ""));
        assertThat(PastJobName.parse("shop/.github/workflows/ci.yml#12/test (C#4, 21)"))
                .isEqualTo(new PastJobName("shop/.github/workflows/ci.yml", 12, "test (C#4, 21)"));
    }

    @Test
    void anythingElseIsRefused() {
        for (String text :
                List.of("", "test", "1412/", "shop#1", "shop/ci#", "99999999999999999999")) {
            assertThatThrownBy(() -> PastJobName.parse(text))
                    .isInstanceOf(InstanceException.class)
                    .hasMessageStartingWith("\"" + text + "\" names no run");
        }
    }
}
