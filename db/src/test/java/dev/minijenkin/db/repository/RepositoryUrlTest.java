package dev.minijenkin.db.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.seal.Sealed;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepositoryUrlTest {
    private static final List<String> WITH_SECRET =
            List.of(
                    "https://ana:geheim@example.org/app.git",
                    "HTTPS://ana:geheim@example.org/app.git",
                    "https://:geheim@example.org/app.git",
                    "https://ana:@example.org/app.git",
                    "https://ana:ge@heim@example.org/app.git",
                    "https://geheim@example.org/app.git",
                    "http://geheim@example.org:8080/app.git",
                    "ssh://git:geheim@example.org/app.git",
                    "git+ssh://git:geheim@example.org/app.git",
                    "https://example.org/app.git?private_token=geheim");
    private static final List<String> NO_ADDRESS =
            List.of(
                    "-upload-pack=touch x",
                    "--upload-pack=x",
                    "ext::sh -c touch% x",
                    "fd::17",
                    "::x");
    private static final List<String> REFUSED_BY_NAME_ALONE =
            List.of(
                    "ssh://-oProxyCommand=x/app",
                    "git@-oProxyCommand=x:app",
                    "gopher://example.org/x");
    private static final List<String> GOOD =
            List.of(
                    "/srv/git/app.git",
                    "/srv/git/with space/app.git",
                    "file:///srv/git/app.git",
                    "https://example.org/team/app.git",
                    "https://example.org:8443/team/app@2.git",
                    "http://[::1]:8080/app.git",
                    "ssh://git@example.org:2222/app.git",
                    "git@example.org:team/app.git",
                    "example.org:team/app.git",
                    "git://example.org/app.git");

    @Test
    void whatOpensSomethingIsRefusedWithoutBeingShown() {
        for (String url : WITH_SECRET) {
            assertThatThrownBy(() -> RepositoryUrl.check(url))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("~/.netrc")
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (List<String> urls : List.of(NO_ADDRESS, REFUSED_BY_NAME_ALONE)) {
            for (String url : urls) {
                assertThatThrownBy(() -> RepositoryUrl.check(url))
                        .as(url)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is no address");
            }
        }
        assertThatThrownBy(() -> RepositoryUrl.check("https://example.org/\u0000"))
                .hasMessageContaining("control character");
        assertThatThrownBy(() -> RepositoryUrl.check(" ")).hasMessageContaining("no URL");
    }

    @Test
    void everythingElseIsTaken() {
        for (String url : GOOD) {
            assertThatCode(() -> RepositoryUrl.check(url)).as(url).doesNotThrowAnyException();
        }
    }

    @Test
    void theDatabaseRefusesThemToo() {
        try (TestDatabase test = TestDatabase.create();
                Database database = test.open()) {
            Sealed secret = database.transaction(SampleData::sealed);
            for (List<String> urls : List.of(WITH_SECRET, NO_ADDRESS)) {
                for (String url : urls) {
                    assertThatThrownBy(() -> insert(database, secret, url))
                            .as(url)
                            .isInstanceOf(DatabaseException.class)
                            .hasMessageContaining("repositories_url_");
                }
            }
            for (String url : GOOD) {
                insert(database, secret, url);
            }
            assertThat(
                            database.<List<String>>statement(tx ->
                                    tx.sql()
                                            .fetch(
                                                    "select url || ' ' || host from repositories order by id")
                                            .getValues(0, String.class)))
                    .containsExactly(
                            "/srv/git/app.git ",
                            "/srv/git/with space/app.git ",
                            "file:///srv/git/app.git ",
                            "https://example.org/team/app.git example.org",
                            "https://example.org:8443/team/app@2.git example.org:8443",
                            "http://[::1]:8080/app.git [::1]:8080",
                            "ssh://git@example.org:2222/app.git example.org:2222",
                            "git@example.org:team/app.git example.org",
                            "example.org:team/app.git example.org",
                            "git://example.org/app.git example.org");
        }
    }

    private static void insert(Database database, Sealed secret, String url) {
        database.transaction(tx ->
                Repositories.register(
                        tx,
                        new NewRepository(
                                "r" + Integer.toUnsignedString(url.hashCode()),
                                url,
                                "main",
                                secret,
                                false)));
    }
}
