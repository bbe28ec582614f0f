package dev.minijenkin.db.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String NAMES = "{\"secrets\": {\"all\": false, \"names\": %s}}";
    private static final String ALL = "{\"secrets\": {\"all\": true, \"names\": []}}";

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();

    @AutoClose
    private final Database runners = Database.open(test.memberOf("mj_runner"), HintSink.NONE);

    private final RepositoryId shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));
    private final KeyPair pair = KeyPair.generate(KeyPurpose.RUNNER);
    private final KeyRing keys = KeyRing.of(List.of(pair));
    private final UUID instance = UUID.randomUUID();
    private final RunnerId runner =
            runners.transaction(tx -> SampleData.runner(tx, "oak", instance));

    @BeforeEach
    void takeTheKeyIntoUse() {
        owner.runInTransaction(tx -> EncryptionKeys.take(tx, pair.publicHalf()));
    }

    @Test
    void aJobGetsWhatItsDefinitionNamesAndNothingElse() {
        set("TOKEN", Reach.ALL, "s3cret");
        set("Other", Reach.ALL, "0ther");
        set("THIRD", Reach.ALL, "th1rd");
        RepositoryId docs = owner.transaction(tx -> SampleData.repository(tx, "docs"));
        set("DOCS", Reach.of(docs), "d0cs");

        assertThat(opened(claim(NAMES.formatted("[\"TOKEN\", \"OTHER\", \"DOCS\", \"MISSING\"]"))))
                .containsExactly("Other=0ther", "TOKEN=s3cret");
        assertThat(opened(claim(ALL)))
                .containsExactly("Other=0ther", "THIRD=th1rd", "TOKEN=s3cret");
        assertThat(opened(claim(NAMES.formatted("[]")))).isEmpty();
        assertThat(opened(claim("{}"))).isEmpty();
    }

    @Test
    void thoseOfTheEnvironmentBeforeThoseOfTheRepositoryBeforeThoseOfAll() {
        EnvironmentId prod = owner.transaction(tx -> Environments.ensure(tx, shop, "prod"));
        EnvironmentId test = owner.transaction(tx -> Environments.ensure(tx, shop, "test"));
        set("a", Reach.ALL, "all");
        set("A", Reach.of(shop), "shop");
        set("A", new Reach(shop, prod), "prod");
        set("A", new Reach(shop, test), "test");
        set("B", Reach.ALL, "all");
        set("b", Reach.of(shop), "shop");
        set("C", new Reach(shop, prod), "prod");

        assertThat(opened(claim(ALL))).containsExactly("A=shop", "b=shop");

        ClaimId deploying = claim(ALL);
        JobId job =
                new JobId(
                        Long.parseLong(
                                text("select job_id from claims where id = " + deploying.value())));
        Run run = runOf(job);
        owner.runInTransaction(tx -> Deployments.request(tx, prod, run, job));
        assertThat(opened(deploying))
                .as("before it has the lock")
                .containsExactly("A=shop", "b=shop");
        owner.transaction(tx -> Deployments.begin(tx, Deployments.next(tx, prod).orElseThrow()));
        assertThat(opened(deploying)).containsExactly("A=prod", "b=shop", "C=prod");
    }

    @Test
    void onlyTheRoleOfALiveClaimGetsAny() {
        set("TOKEN", Reach.ALL, "s3cret");
        ClaimId claim = claim(ALL);

        assertThat(opened(claim)).containsExactly("TOKEN=s3cret");
        assertThat(of(owner, claim)).as("another role").isEmpty();
        assertThat(of(runners, new ClaimId(claim.value() + 1))).isEmpty();

        ClaimId second = claim(ALL);
        test.rows().execute("update runners set instance = gen_random_uuid()");
        assertThat(of(runners, second))
                .as("another process has the name of the runner by now")
                .isEmpty();
        runners.statement(tx -> Claims.release(tx, claim, ClaimOutcome.FINISHED));
        assertThat(of(runners, claim)).isEmpty();
    }

    @Test
    void codeOfAForkGetsNone() {
        set("TOKEN", Reach.ALL, "s3cret");

        for (String own :
                List.of(
                        pullRequest("Team/Shop", "team/shop"),
                        "{\"object_attributes\": {\"source_project_id\": 7, \"target_project_id\": 7}}")) {
            assertThat(opened(claimFor("pull_request", own))).as(own).hasSize(1);
        }
        for (String foreign :
                List.of(
                        pullRequest("eve/shop", "team/shop"),
                        "{\"pull_request\": {\"head\": {\"repo\": null}, \"base\": {\"repo\": {\"full_name\": \"a\"}}}}",
                        "{\"object_attributes\": {\"source_project_id\": 8, \"target_project_id\": 7}}",
                        "{}",
                        "no JSON")) {
            assertThat(opened(claimFor("pull_request", foreign))).as(foreign).isEmpty();
            assertThat(opened(claimFor("pull_request_target", foreign))).as(foreign).isEmpty();
        }
        assertThat(opened(claimFor("push", "no JSON"))).hasSize(1);
    }

    @Test
    void aRowThatWasMovedCannotBeOpened() {
        set("TOKEN", Reach.ALL, "s3cret");
        for (String moved :
                List.of(
                        "update secrets set name = 'OTHER'",
                        "update secrets set repository_id = " + shop.value())) {
            test.rows().execute(moved);
            SealedSecret secret = ofClaim(claim(ALL)).getFirst();
            assertThatThrownBy(() -> secret.open(keys))
                    .isInstanceOf(SealException.class)
                    .hasMessageStartingWith("Secret " + secret.name() + ": It cannot be opened")
                    .hasMessageContaining("it was sealed for another place");
            set("TOKEN", Reach.ALL, "s3cret");
            test.rows().execute("delete from secrets where name = 'OTHER'");
        }
    }

    @Test
    void settingItAgainReplacesItWhateverTheCase() {
        set("TOKEN", Reach.of(shop), "old");
        set("token", Reach.of(shop), "new");

        assertThat(opened(claim(ALL))).containsExactly("token=new");
        assertThat(owner.statement(Secrets::all))
                .singleElement()
                .satisfies(secret -> {
                    assertThat(secret.repository()).isEqualTo("shop");
                    assertThat(secret.environment()).isNull();
                    assertThat(secret.outdated()).isFalse();
                    assertThat(secret.sealedTo()).isEqualTo(pair.fingerprint());
                });
        boolean removed =
                owner.statement(tx -> Secrets.remove(tx, Reach.of(shop), new ValueName("Token")));
        assertThat(removed).isTrue();
        boolean again =
                owner.statement(tx -> Secrets.remove(tx, Reach.of(shop), new ValueName("Token")));
        assertThat(again).isFalse();
    }

    @Test
    void aRetiredKeyIsToldApartAndItsValuesAreSealedAnew() {
        set("TOKEN", Reach.of(shop), "s3cret");
        KeyPair next = KeyPair.generate(KeyPurpose.RUNNER);
        owner.runInTransaction(tx -> EncryptionKeys.take(tx, next.publicHalf()));

        assertThat(owner.statement(Secrets::all).getFirst().outdated()).isTrue();
        assertThat(owner.statement(EncryptionKeys::all))
                .filteredOn(key -> key.purpose() == KeyPurpose.RUNNER)
                .extracting(KnownKey::fingerprint, key -> key.retiredAt() == null, KnownKey::values)
                .containsExactlyInAnyOrder(
                        tuple(next.fingerprint(), true, 0L), tuple(pair.fingerprint(), false, 1L));

        Secrets.Outdated outdated = owner.statement(Secrets::outdated).getFirst();
        SealedSecret secret = outdated.secret();
        owner.run(tx ->
                Secrets.replaceSeal(
                        tx,
                        outdated.row(),
                        SealedSecret.of(
                                        next.publicHalf(),
                                        secret.name(),
                                        secret.reach(),
                                        secret.open(keys))
                                .sealed()));

        assertThat(owner.statement(Secrets::outdated)).isEmpty();
        assertThat(ofClaim(claim(ALL)).getFirst().open(KeyRing.of(List.of(next))))
                .isEqualTo("s3cret");
    }

    private static String pullRequest(String head, String base) {
        return "{\"pull_request\": {\"head\": {\"repo\": {\"full_name\": \"%s\"}}, \"base\": {\"repo\": {\"full_name\": \"%s\"}}}}"
                .formatted(head, base);
    }

    private void set(String name, Reach reach, String value) {
        owner.runInTransaction(tx ->
                Secrets.put(
                        tx, SealedSecret.of(pair.publicHalf(), new ValueName(name), reach, value)));
    }

    private ClaimId claimFor(String event, String payload) {
        ClaimId claim = claim(ALL);
        test.rows()
                .execute(
                        """
                        update pipeline_runs set event = '%s'
                        where id = (select run_id from jobs where id = (select job_id from claims where id = %d));
                        update run_sources set event = convert_to('%s', 'UTF8')
                        where run_id = (select run_id from jobs where id = (select job_id from claims where id = %2$d))
                        """
                                .formatted(event, claim.value(), payload));
        return claim;
    }

    /// Of a job with this template.
    private ClaimId claim(String template) {
        owner.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        ClaimId claim = runners.statement(tx -> SampleData.claim(tx, runner, instance)).claim();
        test.rows()
                .execute(
                        """
                        with t as (
                            insert into job_templates (repository_id, hash, template)
                            values (%d, sha256(convert_to('%s' || %d, 'UTF8')), '%2$s') returning id)
                        update job_definitions set template_id = (select id from t)
                        where job_id = (select job_id from claims where id = %3$d)
                        """
                                .formatted(shop.value(), template, claim.value()));
        return claim;
    }

    private List<SealedSecret> ofClaim(ClaimId claim) {
        return of(runners, claim).orElseThrow();
    }

    private static Optional<List<SealedSecret>> of(Database database, ClaimId claim) {
        return database.statement(tx -> Secrets.ofClaim(tx, claim));
    }

    private List<String> opened(ClaimId claim) {
        return ofClaim(claim).stream()
                .map(secret -> secret.name() + "=" + secret.open(keys))
                .toList();
    }

    private Run runOf(JobId job) {
        long run = Long.parseLong(text("select run_id from jobs where id = " + job.value()));
        return owner.statement(tx -> Runs.find(tx, new RunId(run))).orElseThrow();
    }

    private String text(String sql) {
        return test.rows().text(sql);
    }
}
