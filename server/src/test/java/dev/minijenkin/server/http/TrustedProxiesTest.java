package dev.minijenkin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.poll.Outage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private static String seen(TrustedProxies proxies, String... headers) throws Exception {
        Route route =
                Route.get(
                        "/who",
                        context -> context.result(context.ip() + " " + context.req().isSecure()));
        try (HttpServer server =
                        new HttpServer(
                                new Listening("127.0.0.1", 0, false, null, proxies),
                                List.of(Routes.of("who", route)),
                                new Outage("a test goes on"),
                                RequestWatch.NOBODY);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/who"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void aStrangerIsNotBelieved() throws Exception {
        assertThat(
                        seen(
                                TrustedProxies.NONE,
                                "X-Forwarded-For",
                                "9.9.9.9",
                                "X-Forwarded-Proto",
                                "https"))
                .isEqualTo("127.0.0.1 false");
        assertThat(
                        seen(
                                TrustedProxies.of(List.of("10.0.0.7")),
                                "X-Forwarded-For",
                                "9.9.9.9",
                                "X-Forwarded-Proto",
                                "https"))
                .isEqualTo("127.0.0.1 false");
    }

    @Test
    void ofATrustedProxyTheLastThatIsNoneOfOursIsTheClient() throws Exception {
        TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.7"));
        assertThat(seen(proxies, "X-Forwarded-For", "9.9.9.9", "X-Forwarded-Proto", "https"))
                .isEqualTo("9.9.9.9 true");
        assertThat(seen(proxies, "X-Forwarded-For", "1.1.1.1, 9.9.9.9, 10.0.0.7"))
                .as("what the client wrote itself does not count")
                .isEqualTo("9.9.9.9 false");
        assertThat(seen(proxies, "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "9.9.9.9"))
                .isEqualTo("9.9.9.9 false");
        assertThat(seen(proxies, "X-Forwarded-For", "localhost")).isEqualTo("127.0.0.1 false");
        assertThat(seen(proxies)).isEqualTo("127.0.0.1 false");
    }

    @Test
    void anAddressIsAnAddress() {
        for (String text : new String[] {"proxy.example.org", "10.0.0.0/8", "", "1"}) {
            assertThatThrownBy(() -> TrustedProxies.of(List.of(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
