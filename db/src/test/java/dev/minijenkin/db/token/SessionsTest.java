package dev.minijenkin.db.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.LoginRefusedException;
import dev.minijenkin.db.PasswordRule;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.TokenId;
import dev.minijenkin.db.notify.HintSink;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Alone, because it changes whom the PostgreSQL of all tests asks for a password.
@Isolated
class SessionsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    @AutoClose private final Database server = as("ses_server", "mj_server");
    @AutoClose private final Database operator = as("ses_operator", "mj_operator");
    private final RepositoryId shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));

    private Database as(String login, String role) {
        return Database.open(test.person(login, role).withMaximumConnections(2), HintSink.NONE);
    }

    @Test
    void aSessionByATokenIsThatTokenAndEndsWithIt() {
        AccessToken token = token(operator, Set.of(TokenScope.READ), List.of("shop"));
        AccessToken session = secret();
        assertThat(begin(token, session)).isTrue();

        LiveToken live = use(session).orElseThrow();
        assertThat(live.session()).isTrue();
        assertThat(live.owner()).isEqualTo("ses_operator");
        assertThat(live.scopes()).containsExactly(TokenScope.READ);
        assertThat(live.reach()).isEqualTo(new TokenReach.Only(Set.of(shop)));
        assertThat(use(token).orElseThrow().session()).isFalse();

        TokenId id = use(token).orElseThrow().id();
        assertThat(operator.<Boolean>statement(tx -> Tokens.revoke(tx, id))).isTrue();
        assertThat(use(session)).as("that by which it began is revoked").isEmpty();
    }

    @Test
    void aSessionIsNoLongerThanItsTokenAndBeginsNoOther() {
        AccessToken token = token(operator, Set.of(TokenScope.READ), null);
        test.rows().execute("update tokens set expires_at = now() + interval '2 hours'");
        AccessToken session = secret();
        assertThat(begin(token, session)).isTrue();

        assertThat(use(session).orElseThrow().expires())
                .isEqualTo(use(token).orElseThrow().expires());
        assertThat(begin(session, secret())).as("it would never end").isFalse();
        assertThat(begin(secret(), secret())).as("there is no such token").isFalse();
    }

    @Test
    void aSessionEndsWhereItsOwnerSaysSoOrItsTimeIsOver() {
        AccessToken token = token(operator, Set.of(TokenScope.READ), null);
        AccessToken first = secret();
        AccessToken second = secret();
        assertThat(begin(token, first)).isTrue();
        assertThat(begin(token, second)).isTrue();

        assertThat(end(first)).isTrue();
        assertThat(end(first)).as("once").isFalse();
        assertThat(end(token)).as("a token is no session").isFalse();
        assertThat(use(first)).isEmpty();
        assertThat(use(second)).isPresent();
        assertThat(use(token)).isPresent();

        test.rows()
                .execute(
                        "update tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where session");
        assertThat(use(second)).isEmpty();
    }

    @Test
    void nothingOfASessionIsKeptThatWouldOpenAnything() {
        AccessToken session = secret();
        assertThat(begin(token(operator, Set.of(TokenScope.READ), null), session)).isTrue();

        String all = String.join("\n", test.rows().texts("select tokens::text from tokens"));
        assertThat(all)
                .contains("session-")
                .doesNotContain(session.text())
                .doesNotContain(HexFormat.of().formatHex(session.proof()));
    }

    @Test
    void ofOneOwnerFiftySessionsCount() {
        AccessToken token = token(operator, Set.of(TokenScope.READ), null);
        AccessToken oldest = secret();
        assertThat(begin(token, oldest)).isTrue();
        for (int i = 0; i < 49; i++) {
            assertThat(begin(token, secret())).isTrue();
        }
        assertThat(use(oldest)).isPresent();
        assertThat(begin(token, secret())).isTrue();

        assertThat(use(oldest)).isEmpty();
        assertThat(test.rows().count("tokens where session and revoked_at is null")).isEqualTo(50);
        assertThat(use(token)).as("a token is none of them").isPresent();
        token(operator, Set.of(TokenScope.READ), null);
    }

    @Test
    void whoShowsAPasswordIsThatRoleWithAllThatItMay() throws IOException {
        test.rows().execute("create role ses_ana login password 'right' in role mj_operator");
        test.rows().execute("create role ses_nobody login password 'right'");
        try (PasswordRule _ = PasswordRule.of(test.configuration(), "ses_ana");
                PasswordRule _ = PasswordRule.of(test.configuration(), "ses_nobody")) {
            AccessToken session = secret();
            Sessions.begin(server, "ses_ana", "right", session, DAY);

            LiveToken live = use(session).orElseThrow();
            assertThat(live.owner()).isEqualTo("ses_ana");
            assertThat(live.scopes()).isEqualTo(EnumSet.of(TokenScope.READ, TokenScope.STEER));
            assertThat(live.reach()).isEqualTo(TokenReach.everything());
            assertThatThrownBy(() -> Sessions.begin(server, "ses_ana", "wrong", secret(), DAY))
                    .isInstanceOf(LoginRefusedException.class);
            assertThatThrownBy(() -> Sessions.begin(server, "ses_none", "right", secret(), DAY))
                    .isInstanceOf(LoginRefusedException.class);
            assertThatThrownBy(() -> Sessions.begin(server, "ses_nobody", "right", secret(), DAY))
                    .isInstanceOf(DatabaseException.class)
                    .isNotInstanceOf(LoginRefusedException.class);
        } finally {
            test.rows().execute("drop role ses_ana, ses_nobody");
        }
    }

    /// The PostgreSQL of the tests trusts everybody: any name with any password would do.
    @Test
    void whereTheDatabaseAsksForNoPasswordNobodySignsInByOne() {
        assertThatThrownBy(() -> Sessions.begin(server, "ses_operator", "any", secret(), DAY))
                .isInstanceOf(LoginRefusedException.class);
        assertThat(test.rows().count("tokens")).isZero();
    }

    private static AccessToken secret() {
        return AccessToken.generate(new SecureRandom());
    }

    private static AccessToken token(
            Database person, Set<TokenScope> scopes, @Nullable List<String> repositories) {
        AccessToken token = secret();
        String name = "t" + token.text().substring(4, 20);
        person.run(tx -> Tokens.create(tx, new NewToken(name, scopes, 10, repositories), token));
        return token;
    }

    private boolean begin(AccessToken token, AccessToken session) {
        return server.statement(tx -> Sessions.beginByToken(tx, token.proof(), session, DAY));
    }

    private boolean end(AccessToken session) {
        return server.statement(tx -> Sessions.end(tx, session.proof()));
    }

    private Optional<LiveToken> use(AccessToken token) {
        return server.statement(tx -> Tokens.use(tx, token.proof()));
    }
}
