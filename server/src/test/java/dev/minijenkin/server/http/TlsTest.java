package dev.minijenkin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir private Path folder;

    private static HttpServer start(TlsFiles files) {
        return new HttpServer(
                new Listening("127.0.0.1", 0, false, files, TrustedProxies.NONE),
                List.of(
                        Routes.of(
                                "secure",
                                Route.get(
                                        "/secure",
                                        context ->
                                                context.result(
                                                        String.valueOf(
                                                                context.req().isSecure()))))),
                new Outage("a test goes on"),
                RequestWatch.NOBODY);
    }

    private static HttpResponse<String> get(HttpServer server, TestCertificate trusted)
            throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusted.trusted()).build()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("https://127.0.0.1:" + server.port() + "/secure"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void whoKnowsTheCertificateIsServed() throws Exception {
        isServed(TestCertificate.make(folder, "RSA"));
        isServed(TestCertificate.make(folder, "EC"));
    }

    private void isServed(TestCertificate certificate) throws Exception {
        try (HttpServer server = start(certificate.write(folder))) {
            HttpResponse<String> response = get(server, certificate);
            assertThat(response.body()).isEqualTo("true");
            assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void aCertificateThatIsRenewedIsTakenAndABrokenOneIsNot() throws Exception {
        TestCertificate first = TestCertificate.make(folder, "EC");
        TestCertificate second = TestCertificate.make(folder, "EC");
        TlsFiles files = first.write(folder);
        try (HttpServer server = start(files)) {
            assertThat(get(server, first).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(server, second)).isInstanceOf(IOException.class);

            second.write(folder);
            await().atMost(Rows.PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(get(server, second).statusCode()).isEqualTo(200));
            Files.writeString(files.certificate(), "no certificate");
            Thread.sleep(6000);
            assertThat(get(server, second).statusCode()).as("it stays as it was").isEqualTo(200);
        }
    }

    @Test
    void filesThatAreOfNoUseAreSaidAtTheStart() throws Exception {
        TlsFiles files = TestCertificate.make(folder, "EC").write(folder);
        Path other = Files.createDirectory(folder.resolve("other"));
        TlsFiles another = TestCertificate.make(folder, "EC").write(other);
        TlsFiles rsa = TestCertificate.make(folder, "RSA").write(folder.resolve("other"));

        assertThatThrownBy(() -> start(new TlsFiles(files.certificate(), folder.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> start(new TlsFiles(files.certificate(), another.key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() -> start(new TlsFiles(files.certificate(), rsa.key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() -> start(new TlsFiles(files.certificate(), files.certificate())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> start(new TlsFiles(files.key(), files.key())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
