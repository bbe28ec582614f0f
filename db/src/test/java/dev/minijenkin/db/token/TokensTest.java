package dev.minijenkin.db.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.TokenId;
import dev.minijenkin.db.command.CommandLog;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.token.TokenCommands.Refusal;
import dev.minijenkin.db.token.TokenCommands.RequestKey;
import dev.minijenkin.db.token.TokenCommands.SendOutcome;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Set<TokenScope> ALL = EnumSet.allOf(TokenScope.class);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    @AutoClose private final Database server = as("tok_server", "mj_server");
    @AutoClose private final Database viewer = as("tok_viewer", "mj_viewer");
    @AutoClose private final Database operator = as("tok_operator", "mj_operator");
    @AutoClose private final Database admin = as("tok_admin", "mj_admin");
    private final RepositoryId shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RepositoryId other = owner.transaction(tx -> SampleData.repository(tx, "other"));
    private final Run ofShop = owner.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
    private final Run ofOther = owner.transaction(tx -> SampleData.queuedRun(tx, other, "build"));

    private Database as(String login, String role) {
        return Database.open(test.person(login, role).withMaximumConnections(2), HintSink.NONE);
    }

    @Test
    void aTokenIsItsOwnerUntilItIsRevoked() {
        AccessToken token = create(operator, "ci", Set.of(TokenScope.READ, TokenScope.STEER));

        LiveToken live = use(token).orElseThrow();
        assertThat(live.owner()).isEqualTo("tok_operator");
        assertThat(live.scopes()).containsExactlyInAnyOrder(TokenScope.READ, TokenScope.STEER);
        assertThat(live.reach()).isEqualTo(TokenReach.everything());
        assertThat(use(AccessToken.generate(new SecureRandom()))).isEmpty();

        assertThat(revoke(viewer, live.id())).as("it is not the viewer's").isFalse();
        assertThat(use(token)).isPresent();
        assertThat(revoke(operator, live.id())).isTrue();
        assertThat(use(token)).isEmpty();
        assertThat(revoke(operator, live.id())).as("once").isFalse();
        create(operator, "CI", Set.of(TokenScope.READ));
    }

    @Test
    void nothingOfATokenIsKeptThatWouldOpenAnything() {
        AccessToken token = create(operator, "ci", Set.of(TokenScope.READ));

        String hash = test.rows().text("select encode(hash, 'hex') from tokens");

        assertThat(hash).isEqualTo(hex(token.hash())).isNotEqualTo(hex(token.proof()));
        Optional<LiveToken> byHash = server.statement(tx -> Tokens.use(tx, token.hash()));
        assertThat(byHash).as("what a dump tells").isEmpty();
        assertThat(test.rows().text("select tokens::text from tokens"))
                .doesNotContain(token.text())
                .doesNotContain(hex(token.proof()));
    }

    @Test
    void nobodyGetsMoreByATokenThanHeHas() {
        assertThatThrownBy(() -> create(viewer, "x", Set.of(TokenScope.STEER)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("may not do by itself what the scope steer is for");
        assertThatThrownBy(() -> create(operator, "x", ALL))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("scope admin");
        create(viewer, "v", Set.of(TokenScope.READ));
        create(admin, "a", ALL);
        assertThat(owner.statement(Tokens::all))
                .extracting(TokenRow::owner)
                .containsExactly("tok_admin", "tok_viewer");
    }

    /// Asked at each use: what a person loses his tokens lose.
    @Test
    void whoIsNoOperatorAnyMoreSteersNoMore() {
        test.rows().execute("create role tok_leaver login in role mj_operator");
        try (Database leaver = as("tok_leaver", "mj_operator")) {
            AccessToken token = create(leaver, "l", Set.of(TokenScope.READ, TokenScope.STEER));
            test.rows().execute("revoke mj_operator from tok_leaver");
            test.rows().execute("grant mj_viewer to tok_leaver");
            assertThat(use(token).orElseThrow().scopes()).containsExactly(TokenScope.READ);
            assertThat(send(token, cancel(ofShop), null))
                    .isEqualTo(new SendOutcome.Refused(Refusal.SCOPE));
            test.rows().execute("alter role tok_leaver nologin");
            assertThat(use(token)).isEmpty();
            assertThat(send(token, cancel(ofShop), null))
                    .isEqualTo(new SendOutcome.Refused(Refusal.TOKEN));
        } finally {
            test.rows().execute("drop role tok_leaver");
        }
    }

    @Test
    void useIsNotedOnceAMinute() {
        AccessToken token = create(viewer, "v", Set.of(TokenScope.READ));
        assertThat(owner.statement(Tokens::all).getFirst().lastUsed()).isNull();
        use(token);
        String first = test.rows().text("select xmin || ' ' || last_used_at from tokens");
        use(token);
        assertThat(test.rows().text("select xmin || ' ' || last_used_at from tokens"))
                .as("no write for each request")
                .isEqualTo(first);
        test.rows().execute("update tokens set last_used_at = now() - interval '2 minutes'");
        use(token);
        assertThat(test.rows().count("tokens where last_used_at > now() - interval '1 minute'"))
                .isEqualTo(1);
    }

    @Test
    void oneThatHasExpiredCountsNoMoreAndGivesItsNameFree() {
        AccessToken token = create(viewer, "v", Set.of(TokenScope.READ));
        assertThatThrownBy(() -> create(viewer, "V", Set.of(TokenScope.READ)))
                .as("a name is there once")
                .isInstanceOf(DatabaseException.class);
        test.rows()
                .execute(
                        "update tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 second'");
        assertThat(use(token)).isEmpty();
        create(viewer, "V", Set.of(TokenScope.READ));
    }

    @Test
    void aHundredAreEnough() {
        for (int i = 0; i < 100; i++) {
            create(viewer, "t" + i, Set.of(TokenScope.READ));
        }
        assertThatThrownBy(() -> create(viewer, "one-more", Set.of(TokenScope.READ)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("a hundred tokens");
        create(operator, "mine", Set.of(TokenScope.READ));
    }

    @Test
    void aCommandIsSentAsTheOwnerAndOnceAKey() {
        AccessToken token = create(operator, "ci", Set.of(TokenScope.STEER));
        RequestKey key = new RequestKey("k1", new byte[32]);

        SendOutcome first = send(token, cancel(ofShop), key);
        SendOutcome again = send(token, cancel(ofShop), key);
        byte[] otherHash = new byte[32];
        otherHash[0] = 1;

        CommandId id = ((SendOutcome.Sent) first).command();
        assertThat(first).isEqualTo(new SendOutcome.Sent(id, true));
        assertThat(again).isEqualTo(new SendOutcome.Sent(id, false));
        assertThat(send(token, cancel(ofOther), new RequestKey("k1", otherHash)))
                .isEqualTo(new SendOutcome.Refused(Refusal.KEY));
        assertThat(test.rows().text("select actor || ' ' || kind from commands"))
                .isEqualTo("tok_operator cancel");
        assertThat(send(create(operator, "ci2", Set.of(TokenScope.STEER)), cancel(ofShop), key))
                .as("keys are of a token")
                .isNotEqualTo(first);
    }

    @Test
    void aTokenOfARepositoryReachesNothingElse() {
        AccessToken token = create(operator, "ci", Set.of(TokenScope.STEER), List.of("SHOP"));
        SendOutcome refused = new SendOutcome.Refused(Refusal.SUBJECT);

        assertThat(use(token).orElseThrow().reach()).isEqualTo(new TokenReach.Only(Set.of(shop)));
        assertThat(send(token, cancel(ofShop), null)).isInstanceOf(SendOutcome.Sent.class);
        assertThat(send(token, cancel(ofOther), null)).isEqualTo(refused);
        assertThat(
                        send(
                                token,
                                new NewCommand("cancel", "{}", null, ofShop.id(), null, other),
                                null))
                .as("all that it names must be within")
                .isEqualTo(refused);
        assertThat(send(token, new NewCommand("drain", "{}", null, null, null, null), null))
                .as("a runner is of no repository")
                .isEqualTo(refused);
        assertThat(send(token, replay(shop), null)).isInstanceOf(SendOutcome.Sent.class);
        assertThat(send(token, replay(other), null)).isEqualTo(refused);
        assertThatThrownBy(
                        () -> create(operator, "no", Set.of(TokenScope.STEER), List.of("nowhere")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("There is no repository nowhere");
    }

    @Test
    void whatIsNotThereIsRefused() {
        AccessToken token = create(operator, "ci", Set.of(TokenScope.STEER));
        assertThat(
                        send(
                                token,
                                new NewCommand("cancel", "{}", null, new RunId(0), null, null),
                                null))
                .isEqualTo(new SendOutcome.Refused(Refusal.SUBJECT));
    }

    @Test
    void theGlassIsBrokenByAdministratorsAlone() {
        NewCommand glass = new NewCommand("break_glass", "{}", "It burns", ofShop.id(), null, null);
        assertThat(send(create(operator, "o", Set.of(TokenScope.STEER)), glass, null))
                .isEqualTo(new SendOutcome.Refused(Refusal.SCOPE));
        assertThat(send(create(admin, "a", ALL), glass, null)).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aCommandIsTakenBackByItsOwnerOrAnAdministrator() {
        AccessToken mine = create(operator, "o", Set.of(TokenScope.STEER));
        AccessToken reader = create(operator, "r", Set.of(TokenScope.READ));
        AccessToken chief = create(admin, "a", ALL);
        CommandId first = sent(send(mine, cancel(ofShop), null));
        CommandId second = sent(send(chief, cancel(ofShop), null));

        assertThat(withdraw(reader, first)).contains(Refusal.SCOPE);
        assertThat(withdraw(mine, second)).contains(Refusal.SCOPE);
        assertThat(withdraw(mine, first)).isEmpty();
        assertThat(withdraw(mine, first)).contains(Refusal.LATE);
        assertThat(withdraw(chief, second)).isEmpty();
        assertThat(owner.statement(tx -> CommandLog.find(tx, first)).orElseThrow().state())
                .isEqualTo(CommandState.WITHDRAWN);
        assertThat(withdraw(mine, new CommandId(0))).contains(Refusal.SUBJECT);
    }

    @Test
    void aTokenIsKnownByItsCheckSum() {
        AccessToken token = AccessToken.generate(new SecureRandom());
        String text = token.text();
        char last = text.charAt(text.length() - 1);

        assertThat(text).matches("mjt_[0-9A-Za-z]{49}");
        assertThat(AccessToken.parse(text).orElseThrow().proof()).isEqualTo(token.proof());
        assertThat(AccessToken.parse(text.substring(1))).isEmpty();
        assertThat(
                        AccessToken.parse(
                                text.substring(0, text.length() - 1) + (last == 'a' ? 'b' : 'a')))
                .isEmpty();
        assertThat(token.toString()).doesNotContain(text.substring(5));
    }

    private NewCommand replay(RepositoryId of) {
        long delivery =
                Long.parseLong(
                        test.rows()
                                .text(
                                        "select min(id) from hook_deliveries where repository_id = "
                                                + of.value()));
        return new NewCommand(
                "replay", "{\"delivery\": %d}".formatted(delivery), null, null, null, null);
    }

    private static CommandId sent(SendOutcome outcome) {
        return ((SendOutcome.Sent) outcome).command();
    }

    private static NewCommand cancel(Run run) {
        return new NewCommand("cancel", "{}", "Enough", run.id(), null, null);
    }

    private SendOutcome send(AccessToken token, NewCommand command, @Nullable RequestKey key) {
        return server.statement(tx -> TokenCommands.send(tx, token.proof(), command, null, key));
    }

    private Optional<Refusal> withdraw(AccessToken token, CommandId command) {
        return server.statement(tx -> TokenCommands.withdraw(tx, token.proof(), command, null));
    }

    private Optional<LiveToken> use(AccessToken token) {
        return server.statement(tx -> Tokens.use(tx, token.proof()));
    }

    private static boolean revoke(Database as, TokenId token) {
        return as.statement(tx -> Tokens.revoke(tx, token));
    }

    private static AccessToken create(Database as, String name, Set<TokenScope> scopes) {
        return create(as, name, scopes, null);
    }

    private static AccessToken create(
            Database as, String name, Set<TokenScope> scopes, @Nullable List<String> only) {
        AccessToken token = AccessToken.generate(new SecureRandom());
        as.run(tx -> Tokens.create(tx, new NewToken(name, scopes, 30, only), token));
        return token;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
