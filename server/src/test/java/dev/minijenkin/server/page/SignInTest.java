package dev.minijenkin.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.PasswordRule;
import dev.minijenkin.db.token.TokenScope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Alone, because it changes whom the PostgreSQL of all tests asks for a password.
@Isolated
class SignInTest {
    @TempDir private Path folder;
    @AutoClose private PageBench bench;

    @BeforeEach
    void begin() {
        bench = new PageBench(folder);
    }

    @Test
    void whoIsNotSignedInIsAskedAndComesBack() {
        HttpResponse<String> asked = bench.get(bench.runPath() + "?job=3");
        assertThat(asked.statusCode()).isEqualTo(303);
        String next = asked.headers().firstValue("Location").orElseThrow();
        assertThat(next).isEqualTo("/sign-in?next=%2Fruns%2F" + bench.run() + "%3Fjob%3D3");

        Element form = bench.page(next).expectFirst("form:has(input[name=token])");
        String token = bench.api().token("mj_viewer", TokenScope.READ);
        HttpResponse<String> begun = bench.submit(form, Map.of("token", token));
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(begun.headers().firstValue("Location")).hasValue(bench.runPath() + "?job=3");
        assertThat(begun.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("mj_session=mjt_")
                .contains("; HttpOnly")
                .contains("; SameSite=Lax")
                .contains("; Path=/")
                .contains("; Max-Age=43200")
                .doesNotContain("Secure")
                .doesNotContain(token);
        assertThat(bench.page("/runs").select(".who .name").text()).isEqualTo("api_mj_viewer");
    }

    @Test
    void aSessionOutlivesARestartAndCountsOnEveryServer() throws Exception {
        bench.asOperator();
        bench.api().server().restart();
        assertThat(bench.get(bench.runPath()).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithTheSignOutAndWithItsToken() {
        bench.asOperator();
        String session = bench.cookie();
        Element out = bench.page("/runs").expectFirst("form.who");
        assertThat(bench.submit(out, Map.of("form_key", "guessed")).statusCode()).isEqualTo(403);
        assertThat(bench.submit(out, Map.of()).statusCode()).isEqualTo(303);
        bench.keep(session);
        assertThat(bench.get("/runs").statusCode()).as("it counts no more").isEqualTo(303);

        bench.keep("");
        bench.asOperator();
        assertThat(bench.get("/runs").statusCode()).isEqualTo(200);
        bench.execute(
                "update tokens set revoked_at = now(), revoked_by = 'x' where not session and revoked_at is null");
        assertThat(bench.get("/runs").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionShowsWhatItsOwnerSees() {
        bench.asOperator();
        assertThat(bench.page("/runs").select("a[href=" + bench.runPath() + "]")).isNotEmpty();
        bench.execute(
                "insert into person_limits (login, repositories) values ('api_mj_operator', '{4711}')");

        assertThat(bench.get(bench.runPath()).statusCode()).isEqualTo(404);
        assertThat(bench.page("/runs").select("a[href^=/runs/]")).isEmpty();
    }

    @Test
    void aSessionReadsTheRestInterfaceAndSendsNothingThere() {
        bench.asOperator();
        assertThat(bench.get("/api/v1/runs").statusCode()).isEqualTo(200);
        String body = "{\"kind\": \"cancel\", \"run\": %d}".formatted(bench.run());
        assertThat(bench.post("/api/v1/commands", Map.of("x", body)).statusCode()).isEqualTo(401);
        String secret = bench.cookie().substring(bench.cookie().indexOf('=') + 1);
        assertThat(bench.api().get("/runs", secret).statusCode())
                .as("a session is a cookie alone")
                .isEqualTo(401);
        String token = bench.api().token("mj_viewer", TokenScope.READ);
        bench.keep("mj_session=" + token);
        assertThat(bench.get("/api/v1/runs").statusCode())
                .as("a token is a header alone")
                .isEqualTo(401);
        assertThat(bench.get("/runs").statusCode()).isEqualTo(303);
    }

    @Test
    void aWrongTokenIsRefusedAndManyAreStopped() {
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> refused = bench.post("/sign-in", Map.of("token", "mjt_wrong"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("role=\"alert\"").contains("The token is none");
            assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(bench.post("/sign-in", Map.of("token", bench.api().admin())).statusCode())
                .isEqualTo(429);
    }

    @Test
    void aRoleSignsInByItsPassword() throws IOException {
        bench.execute("create role page_ana login password 'right' in role mj_operator");
        try (PasswordRule _ = PasswordRule.of(bench.api().server().superuser(), "page_ana")) {
            assertThat(signIn("page_ana", "wrong").statusCode()).isEqualTo(401);
            assertThat(signIn("page_nobody", "right").statusCode()).isEqualTo(401);
            assertThat(signIn("page_ana", "").statusCode()).isEqualTo(401);
            assertThat(signIn("page_ana", "right").statusCode()).isEqualTo(303);
            assertThat(bench.page("/runs").select(".who .name").text()).isEqualTo("page_ana");
            assertThat(bench.page(bench.runPath()).select("#ask-cancel form")).isNotEmpty();
        } finally {
            bench.execute("drop role page_ana");
        }
    }

    /// The PostgreSQL of the tests trusts everybody.
    @Test
    void whereTheDatabaseAsksForNoPasswordNobodyIsLetIn() {
        bench.execute(
                "do $$ begin create role page_trusted login in role mj_admin; exception when duplicate_object then null; end $$");
        assertThat(signIn("page_trusted", "anything").statusCode()).isEqualTo(401);
        assertThat(bench.text("select count(*) from tokens where session")).isEqualTo("0");
    }

    @Test
    void nextLeadsNowhereElse() {
        String token = bench.api().token("mj_viewer", TokenScope.READ);
        for (String next :
                new String[] {
                    "https://evil.example/", "//evil.example", "/\\evil", "javascript:x"
                }) {
            HttpResponse<String> begun =
                    bench.post("/sign-in", Map.of("token", token, "next", next));
            assertThat(begun.headers().firstValue("Location")).as(next).hasValue("/runs");
        }
        assertThat(
                        bench.post(
                                        "/sign-in",
                                        Map.of("token", token),
                                        "Sec-Fetch-Site",
                                        "cross-site")
                                .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> signIn(String name, String password) {
        return bench.post("/sign-in", Map.of("name", name, "password", password));
    }
}
