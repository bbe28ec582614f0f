package dev.minijenkin.db.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.runner.Runners;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LostClaimsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RunnerId oak = runner("oak");
    private final RunnerId elm = runner("elm");

    @Test
    void theClaimsOfOneThatIsWellAreNotLost() {
        begun(oak);

        assertThat(ofLostRunners()).isEmpty();
        assertThat(unacknowledged()).isEmpty();
    }

    @Test
    void onlyTimeSpeaksAgainstOneThatIsSilent() {
        ClaimId claim = begun(oak);
        begun(elm);
        silence(oak);

        assertThat(ofLostRunners())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.claim()).isEqualTo(claim);
                    assertThat(lost.outcome()).isEqualTo(ClaimOutcome.RUNNER_LOST);
                    assertThat(lost.overdue()).isTrue();
                });
    }

    @Test
    void whoLeftAndWhoseNameAnotherProcessHasIsLostForSure() {
        begun(oak);
        database.run(tx -> Runners.stop(tx, oak, instance));
        begun(elm);
        test.rows()
                .execute(
                        "update runners set instance = gen_random_uuid() where id = "
                                + elm.value());

        assertThat(ofLostRunners()).hasSize(2).noneMatch(LostClaim::overdue);
    }

    @Test
    void ofAProcessThatWasReplacedOnlyItsOwnClaimsAreLost() {
        ClaimId old = begun(oak);
        UUID second = UUID.randomUUID();
        test.rows()
                .execute(
                        "update runners set instance = '%s' where id = %d"
                                .formatted(second, oak.value()));
        queue();
        database.transaction(tx -> SampleData.claim(tx, oak, second));

        assertThat(ofLostRunners()).extracting(LostClaim::claim).containsExactly(old);
    }

    @Test
    void whatNobodyAcknowledgedInTimeIsLostThoughItsRunnerIsWell() {
        ClaimId claim = begun(oak);
        notBegun(claim);
        begun(oak);
        assertThat(unacknowledged()).as("not yet").isEmpty();
        test.rows().execute("update claims set claimed_at = now() - interval '1 hour'");

        assertThat(unacknowledged())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.claim()).isEqualTo(claim);
                    assertThat(lost.outcome()).isEqualTo(ClaimOutcome.UNACKNOWLEDGED);
                    assertThat(lost.overdue()).isTrue();
                });
        assertThat(ofLostRunners()).isEmpty();
    }

    @Test
    void aListGoesOnBehindTheOneBefore() {
        List<ClaimId> claims = List.of(begun(oak), begun(oak), begun(oak));
        silence(oak);

        assertThat(after(new ClaimId(0), 2)).isEqualTo(claims.subList(0, 2));
        assertThat(after(claims.get(1), 2)).isEqualTo(claims.subList(2, 3));
        assertThat(after(claims.get(2), 2)).isEmpty();
    }

    @Test
    void whoSpokeMeanwhileKeepsItsClaim() {
        begun(oak);
        silence(oak);
        LostClaim lost = ofLostRunners().getFirst();
        database.statement(tx -> Runners.beat(tx, oak, instance, 0));

        assertThat(release(lost)).isFalse();
        silence(oak);
        assertThat(release(lost)).isTrue();
        assertThat(release(lost)).as("another was first").isFalse();
        assertThat(test.rows().texts("select outcome from claims")).containsExactly("runner_lost");
        assertThat(ofLostRunners()).isEmpty();
    }

    private RunnerId runner(String name) {
        return database.transaction(tx -> SampleData.runner(tx, name, instance));
    }

    private void queue() {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "a"));
    }

    /// As one that enters something, and whose runner says nothing.
    private void notBegun(ClaimId claim) {
        test.rows().execute("update claims set acknowledged_at = null where id = " + claim.value());
    }

    private ClaimId begun(RunnerId runner) {
        queue();
        return database.transaction(tx -> SampleData.claim(tx, runner, instance)).claim();
    }

    private void silence(RunnerId runner) {
        test.rows()
                .execute(
                        "update runner_heartbeats set heartbeat_at = now() - interval '1 hour' where runner_id = "
                                + runner.value());
    }

    private List<LostClaim> ofLostRunners() {
        return database.statement(tx -> LostClaims.ofLostRunners(tx, new ClaimId(0), 100));
    }

    private List<LostClaim> unacknowledged() {
        return database.statement(tx -> LostClaims.unacknowledged(tx, new ClaimId(0), 100));
    }

    private List<ClaimId> after(ClaimId claim, int limit) {
        return database.statement(tx -> LostClaims.ofLostRunners(tx, claim, limit)).stream()
                .map(LostClaim::claim)
                .toList();
    }

    private boolean release(LostClaim lost) {
        return database.<Boolean>transaction(tx -> LostClaims.release(tx, lost));
    }
}
