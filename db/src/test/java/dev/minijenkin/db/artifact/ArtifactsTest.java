package dev.minijenkin.db.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.retention.ExpiredRows;
import dev.minijenkin.db.retention.RetentionPass;
import dev.minijenkin.db.run.Run;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ArtifactsTest {
    private static final byte[] DIGEST = new byte[32];

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run =
            database.transaction(tx -> SampleData.queuedRun(tx, shop, "build", "test"));
    private final UUID instance = UUID.randomUUID();
    private final ClaimId one = claim();
    private final ClaimId other = claim();

    @Test
    void oneIsSeenOnceItIsCompleteAndComesBackPieceByPiece() {
        ArtifactId id = begun(one, "site", false);
        assertThat(append(one, id, 0, "ab")).isTrue();
        assertThat(append(one, id, 1, "c")).isTrue();
        assertThat(append(one, id, 1, "c")).as("told again").isTrue();
        assertThat(ofRun()).isEmpty();

        assertThat(complete(one, id)).isTrue();
        assertThat(ofRun())
                .singleElement()
                .satisfies(artifact -> {
                    assertThat(artifact.id()).isEqualTo(id);
                    assertThat(artifact.name()).isEqualTo("site");
                    assertThat(artifact.bytes()).isEqualTo(3);
                    assertThat(artifact.digest()).isEqualTo("00".repeat(32));
                    assertThat(artifact.form())
                            .isEqualTo(
                                    new Artifact.Form(ArtifactPacking.TAR_GZ, "application/gzip"));
                });
        assertThat(piece(id, 1)).contains("c");
        assertThat(piece(id, 2)).isEmpty();
    }

    @Test
    void aNameIsTakenOnceUnlessItIsOverwritten() {
        complete(one, begun(one, "site", false));

        assertThat(begin(other, "site", false)).isEqualTo(new ArtifactBeginning.NameTaken());
        ArtifactId second = begun(other, "site", true);
        complete(other, second);
        assertThat(ofRun()).extracting(Artifact::id).containsExactly(second);
    }

    @Test
    void whatAJobBeganAndDidNotCompleteMakesRoomForItsNextTry() {
        ArtifactId half = begun(one, "site", false);
        append(one, half, 0, "ab");

        assertThat(begin(other, "site", false)).isEqualTo(new ArtifactBeginning.NameTaken());
        ArtifactId again = begun(one, "site", false);
        assertThat(append(one, half, 1, "c")).isFalse();
        assertThat(append(one, again, 0, "x")).isTrue();
    }

    @Test
    void nobodyWritesForAClaimThatIsOverOrAJobOfAnother() {
        ArtifactId id = begun(one, "site", false);
        assertThat(append(other, id, 0, "x")).isFalse();
        assertThat(complete(other, id)).isFalse();

        test.rows().execute("update claims set released_at = now(), outcome = 'runner_lost'");
        assertThat(append(one, id, 0, "x")).isFalse();
        assertThat(complete(one, id)).isFalse();
        assertThat(begin(one, "other", false)).isEqualTo(new ArtifactBeginning.ClaimOver());
    }

    @Test
    void oneWhoseTimeIsOverIsDeleted() {
        ArtifactId old = begun(one, "old", false);
        append(one, old, 0, "ab");
        complete(one, old);
        complete(one, begun(one, "young", false));
        test.rows()
                .execute(
                        "update artifacts set expires_at = now() - interval '1 s' where name = 'old'");
        assertThat(ofRun()).extracting(Artifact::name).containsExactly("young");

        for (ExpiredRows rows : RetentionPass.start()) {
            database.transaction(rows::deleteSome);
        }
        assertThat(test.rows().texts("select name from artifacts")).containsExactly("young");
        assertThat(test.rows().text("select count(*) from artifact_chunks")).isEqualTo("0");
    }

    @Test
    void aJobFindsWhatOthersMadeBeforeItBegan() {
        complete(one, begun(one, "site", false));
        complete(other, begun(other, "own", false));
        begun(one, "half", false);
        test.rows().execute("update jobs set started_at = now() + interval '1 s'");
        JobId job = job(other);
        assertThat(foundBy(job)).extracting(Artifact::name).containsExactly("site");
        assertThat(foundBy(job(one))).extracting(Artifact::name).containsExactly("own");

        test.rows().execute("update jobs set started_at = now() - interval '1 day'");
        assertThat(foundBy(job)).isEmpty();
        test.rows().execute("update jobs set started_at = null");
        assertThat(foundBy(job)).isEmpty();
    }

    @Test
    void aCopyOfAnotherDatabaseIsFoundByTheRun() {
        Artifact site =
                new Artifact(
                        new ArtifactId(4711),
                        "site",
                        3,
                        "ab".repeat(32),
                        new Artifact.Form(ArtifactPacking.ZIP, "application/zip"),
                        OffsetDateTime.MIN);
        ArtifactId copy =
                database.transaction(tx -> {
                    ArtifactId id = CopiedArtifacts.insert(tx, job(one), site);
                    CopiedArtifacts.append(tx, id, 0, "ab".getBytes(StandardCharsets.UTF_8));
                    CopiedArtifacts.append(tx, id, 1, "c".getBytes(StandardCharsets.UTF_8));
                    return id;
                });

        assertThat(ofRun())
                .singleElement()
                .returns(copy, Artifact::id)
                .returns("site", Artifact::name)
                .returns(3L, Artifact::bytes)
                .returns(site.digest(), Artifact::digest)
                .returns(site.form(), Artifact::form);
        assertThat(piece(copy, 1)).contains("c");
    }

    private List<Artifact> foundBy(JobId job) {
        return database.statement(tx -> Artifacts.foundBy(tx, job));
    }

    private JobId job(ClaimId claim) {
        return new JobId(
                Long.parseLong(
                        test.rows().text("select job_id from claims where id = ?", claim.value())));
    }

    private ArtifactId begun(ClaimId claim, String name, boolean overwrite) {
        return ((ArtifactBeginning.Begun) begin(claim, name, overwrite)).id();
    }

    private ArtifactBeginning begin(ClaimId claim, String name, boolean overwrite) {
        return database.transaction(
                tx -> Artifacts.begin(tx, claim, NewArtifact.ofFiles(name, 7), overwrite));
    }

    private boolean append(ClaimId claim, ArtifactId id, int seq, String body) {
        return database.transaction(
                tx -> Artifacts.append(tx, claim, id, seq, body.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> piece(ArtifactId id, int seq) {
        Optional<byte[]> body = database.statement(tx -> Artifacts.piece(tx, id, seq));
        return body.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private boolean complete(ClaimId claim, ArtifactId id) {
        return database.transaction(tx -> Artifacts.complete(tx, claim, id, DIGEST));
    }

    private List<Artifact> ofRun() {
        return database.statement(tx -> Artifacts.ofRun(tx, run.id(), 1));
    }

    private ClaimId claim() {
        return database.transaction(tx ->
                        SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance))
                .claim();
    }
}
