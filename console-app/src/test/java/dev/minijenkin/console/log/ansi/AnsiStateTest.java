package dev.minijenkin.console.log.ansi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AnsiStateTest {
    @Test
    void sequenceMayBeCutAtEveryByte() {
        byte[] bytes = "a\u001b[1;38;5;9mb\u001b]0;t\u0007c".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < bytes.length; cut++) {
            AnsiState state = new AnsiState();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < bytes.length; i++) {
                if (i == cut) {
                    text.append('|');
                }
                if (state.isText(bytes[i])) {
                    text.append((char) bytes[i]);
                }
            }
            assertThat(text.toString().replace("|", "")).isEqualTo("abc");
            assertThat(state.style()).isEqualTo(TextStyle.withForeground(TextStyle.BOLD, 9));
        }
    }
}
