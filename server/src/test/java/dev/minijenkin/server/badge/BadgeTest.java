package dev.minijenkin.server.badge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.server.api.ApiBench;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadgeTest {
    @TempDir private Path folder;

    @Test
    void aBadgeSaysHowTheBranchStands() {
        try (ApiBench bench = new ApiBench(folder)) {
            assertThat(badge(bench, "shop/web/ci.svg").body()).contains(": no runs");
            end(bench, "refs/heads/main", Conclusion.SUCCESS);
            end(bench, "refs/heads/next", Conclusion.FAILURE);
            end(bench, "refs/heads/main", Conclusion.CANCELLED);
            HttpResponse<String> main = badge(bench, "Shop/Web/ci.svg");
            assertThat(main.statusCode()).isEqualTo(200);
            assertThat(main.body()).contains(": passing");
            assertThat(main.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("image/svg+xml");
            assertThat(badge(bench, "shop/web/ci.svg?branch=next").body()).contains(": failing");
            assertThat(badge(bench, "shop/web/nothing.svg").statusCode()).isEqualTo(404);
            assertThat(badge(bench, "ci.svg").statusCode()).isEqualTo(404);
            assertThat(badge(bench, "shop/web/ci.svg?branch=%00").statusCode()).isEqualTo(404);
        }
    }

    /// Names of others are no markup.
    @Test
    void whateverItIsCalledItIsXml() throws Exception {
        String svg = Badge.of("<script>&\"'\u0001\uFFFF", "success").svg();
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("<script>&\"'??: passing");
    }

    private static void end(ApiBench bench, String ref, Conclusion conclusion) {
        bench.server()
                .owner()
                .runInTransaction(tx -> {
                    Run run = new SampleRun().on(ref).insert(tx, bench.shop());
                    SampleData.add(tx, run, "build");
                    SampleData.finish(tx, run, conclusion);
                });
    }

    private static HttpResponse<String> badge(ApiBench bench, String path) {
        return bench.send(
                HttpRequest.newBuilder(URI.create(bench.server().url() + "/badges/" + path)));
    }
}
