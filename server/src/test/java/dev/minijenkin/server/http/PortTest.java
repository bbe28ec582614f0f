package dev.minijenkin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.poll.Outage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where another program listens already.
class PortTest {
    private static HttpServer start(int port, boolean orAnotherPort) {
        return new HttpServer(
                Listening.plain("127.0.0.1", port, orAnotherPort),
                List.of(),
                new Outage("a test goes on"),
                RequestWatch.NOBODY);
    }

    @Test
    void thePortThatIsAskedForIsTheOneOrNone() {
        try (HttpServer first = start(0, false)) {
            assertThatThrownBy(() -> start(first.port(), false).close())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Port %d of 127.0.0.1 cannot be used: another program listens there, or it needs more rights",
                            first.port());
        }
    }

    @Test
    void anyOtherIsTakenWhereThatWillDo() {
        try (HttpServer first = start(0, true);
                HttpServer second = start(first.port(), true)) {
            assertThat(second.port()).isPositive().isNotEqualTo(first.port());
        }
    }
}
