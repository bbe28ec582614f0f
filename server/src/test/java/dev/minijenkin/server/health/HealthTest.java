package dev.minijenkin.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.server.api.ApiBench;
import dev.minijenkin.testing.Rows;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir private Path folder;

    @Test
    void aServerIsReadyWhileItsDatabaseCanBeWritten() {
        try (ApiBench bench = new ApiBench(folder)) {
            assertThat(get(bench, "live").statusCode()).isEqualTo(200);
            await().atMost(Rows.PATIENCE).until(() -> get(bench, "ready").body().contains("heard"));
            assertThat(get(bench, "ready").body()).contains("\"ready\"", "writable");

            bench.server().takeDatabaseAway();
            HttpResponse<String> away = get(bench, "ready");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.body()).contains("not ready", "away");
            assertThat(get(bench, "live").statusCode()).as("it lives").isEqualTo(200);

            bench.server().bringDatabaseBack();
            await().atMost(Rows.PATIENCE).until(() -> get(bench, "ready").statusCode() == 200);
        }
    }

    private static HttpResponse<String> get(ApiBench bench, String what) {
        return bench.send(
                HttpRequest.newBuilder(URI.create(bench.server().url() + "/health/" + what)));
    }
}
