package dev.minijenkin.db.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AwayRemotesTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final RepositoryId shop = hosted("shop", "git://host/shop.git");
    private final RepositoryId docs = hosted("docs", "git://host/docs.git");
    private final RepositoryId own = hosted("own", "/srv/own.git");

    @Test
    void whatAnswersIsNotAway() {
        assertThat(refusal(shop)).isEmpty();
        assertThat(test.rows().count("away_remotes")).isZero();
    }

    @Test
    void aRepositoryIsAwayByItself() {
        failed(shop, false, "No such repository", false);

        assertThat(refusal(shop)).contains("No such repository");
        assertThat(refusal(docs)).isEmpty();
        assertThat(away()).isEqualTo("repository:" + shop.value() + "|1");
    }

    @Test
    void aHostIsAwayWithAllOfItsRepositoriesAndNoOthers() {
        failed(shop, true, "Silence", false);

        assertThat(refusal(docs)).contains("Silence");
        assertThat(refusal(own)).isEmpty();
        assertThat(away()).isEqualTo("host:host|1");
    }

    /// There is no host whose other repositories it could speak for.
    @Test
    void aRepositoryOnThisMachineIsAwayAlone() {
        RepositoryId other = hosted("other", "/srv/other.git");
        failed(own, true, "The disk is gone", false);

        assertThat(refusal(own)).contains("The disk is gone");
        assertThat(refusal(other)).isEmpty();
    }

    /// Those that were under way when it went away.
    @Test
    void onlyTheTryThatWasToFindOutPutsTheNextOneOff() {
        failed(shop, true, "Silence", false);
        failed(docs, true, "Silence too", false);
        assertThat(away()).isEqualTo("host:host|1");

        failed(docs, true, "Silence still", true);
        assertThat(away()).isEqualTo("host:host|2");
        assertThat(refusal(shop)).contains("Silence still");
    }

    @Test
    void theNextTryComesLaterEachTimeAndWithinFiveMinutesAlways() {
        failed(shop, true, "Silence", false);
        assertNextTryBetween(0, 2);
        for (int tries = 2; tries < 40; tries++) {
            failed(shop, true, "Silence", true);
        }
        assertNextTryBetween(200, 400);
        assertThat(away()).isEqualTo("host:host|39");
    }

    @Test
    void aHostWhoseRepositoryAloneIsAwayIsBack() {
        failed(shop, true, "Silence", false);

        failed(shop, false, "No such repository", true);

        assertThat(away()).isEqualTo("repository:" + shop.value() + "|1");
        assertThat(refusal(docs)).isEmpty();
    }

    @Test
    void whatAnsweredIsBackWithItsHostAndWakesThoseWhoWait() {
        failed(shop, true, "Silence", false);
        failed(shop, false, "No such repository", false);
        hints.clear();

        answered(docs);

        assertThat(away()).as("another of the host answered").startsWith("repository:");
        assertThat(hints).containsExactly(new Hint(Topic.DELIVERY, 0));
        answered(shop);
        assertThat(test.rows().count("away_remotes")).isZero();
        hints.clear();
        answered(shop);
        assertThat(hints).as("nothing was away").isEmpty();
    }

    @Test
    void whoFoundNothingOutLetsTheNextOneTry() {
        failed(shop, true, "Silence", false);
        due();
        assertThat(refusal(shop)).as("tried").isEmpty();
        assertThat(refusal(shop)).as("by one at a time").isPresent();

        database.run(tx -> AwayRemotes.foundNothingOut(tx, shop));

        assertThat(refusal(shop)).isEmpty();
    }

    /// It would be asked for nothing.
    @Test
    void ofTwoReasonsToBeAwayTheLaterTryCounts() {
        failed(shop, true, "Silence", false);
        failed(shop, false, "No such repository", false);
        test.rows()
                .execute("update away_remotes set next_try_at = now() where remote like 'host:%'");

        assertThat(refusal(shop)).isPresent();
        due();
        assertThat(refusal(shop)).isEmpty();
    }

    @Test
    void aReasonThatPostgresCannotHoldIsKeptAllTheSame() {
        failed(shop, false, "a\0b", false);

        assertThat(refusal(shop)).isPresent();
    }

    private RepositoryId hosted(String name, String url) {
        RepositoryId id = database.transaction(tx -> SampleData.repository(tx, name));
        database.run(tx ->
                tx.sql().execute("update repositories set url = ? where id = ?", url, id.value()));
        return id;
    }

    private void failed(RepositoryId repository, boolean withHost, String reason, boolean probe) {
        database.runInTransaction(
                tx -> AwayRemotes.failed(tx, repository, withHost, reason, probe));
    }

    private void answered(RepositoryId repository) {
        database.run(tx -> AwayRemotes.answered(tx, repository));
    }

    private Optional<String> refusal(RepositoryId repository) {
        return database.transaction(tx -> AwayRemotes.refusal(tx, repository, LEASE));
    }

    private void due() {
        test.rows().execute("update away_remotes set next_try_at = now()");
    }

    /// Each remote, and how many tries failed.
    private String away() {
        return test.rows()
                .text(
                        "select string_agg(remote || '|' || tries, ' ' order by remote) from"
                                + " away_remotes");
    }

    private void assertNextTryBetween(int from, int to) {
        assertThat(
                        test.rows()
                                .text(
                                        "select next_try_at - now() between interval '%d s' and interval '%d s' from away_remotes"
                                                .formatted(from, to)))
                .isEqualTo("t");
    }
}
