package dev.minijenkin.db.artifact;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/// Statements over `artifacts` and `artifact_chunks`. Whatever writes does so for a job whose claim
/// is live.
public final class Artifacts {
    /// Bytes of every piece but the last one.
    public static final int PIECE = 1 << 20;

    private Artifacts() {}

    /// Takes the name. What the same job began and did not complete makes room, as does any other
    /// one where it is to be overwritten. In a transaction.
    public static ArtifactBeginning begin(
            Tx tx, ClaimId claim, NewArtifact artifact, boolean overwrite) {
        boolean live =
                tx.sql()
                        .fetchOptional(
                                """
                                select from claims where id = {0} and released_at is null for share
                                """,
                                val(claim.value()))
                        .isPresent();
        if (!live) {
            return new ArtifactBeginning.ClaimOver();
        }
        tx.sql()
                .execute(
                        """
                        delete from artifacts a using claims c, jobs j
                        where c.id = {0} and j.id = c.job_id
                            and a.run_id = j.run_id and a.attempt = j.attempt and a.name = {1}
                            and ({2} or (a.job_id = j.id and not a.complete))
                        """,
                        val(claim.value()), val(artifact.name()), val(overwrite));
        return tx.sql()
                .fetchOptional(
                        """
                        insert into artifacts
                            (run_id, attempt, job_id, name, packing, media_type, expires_at)
                        select j.run_id, j.attempt, j.id, {1}, {3}, {4},
                            now() + make_interval(days => {2})
                        from claims c join jobs j on j.id = c.job_id
                        where c.id = {0}
                        on conflict do nothing
                        returning id
                        """,
                        val(claim.value()),
                        val(artifact.name()),
                        val(artifact.days()),
                        val(EnumWords.of(artifact.packing())),
                        val(artifact.mediaType()))
                .<ArtifactBeginning>map(row ->
                        new ArtifactBeginning.Begun(new ArtifactId(row.get("id", Long.class))))
                .orElseGet(ArtifactBeginning.NameTaken::new);
    }

    /// Adds the next piece; whether the claim is live and the artifact its own. A piece that is
    /// there already stays, because its answer may have been lost.
    ///
    /// @param seq counts from 0
    public static boolean append(Tx tx, ClaimId claim, ArtifactId artifact, int seq, byte[] body) {
        return tx.sql()
                        .execute(
                                """
                                with own as (
                                    select a.id from artifacts a join claims c on c.job_id = a.job_id
                                    where a.id = {1} and not a.complete and c.id = {0} and c.released_at is null),
                                added as (
                                    insert into artifact_chunks (artifact_id, seq, body)
                                    select id, {2}, {3} from own
                                    on conflict do nothing
                                    returning artifact_id)
                                update artifacts a set size_bytes = a.size_bytes
                                    + case when exists (select from added) then {4} else 0 end
                                from own where a.id = own.id
                                """,
                                val(claim.value()),
                                val(artifact.value()),
                                val(seq),
                                val(body),
                                val(body.length))
                > 0;
    }

    /// Says that all of it is there; whether the claim is live and the artifact its own.
    ///
    /// @param digest SHA-256 of all its bytes
    public static boolean complete(Tx tx, ClaimId claim, ArtifactId artifact, byte[] digest) {
        return tx.sql()
                        .execute(
                                """
                                update artifacts a set complete = true, sha256 = {2}
                                from claims c
                                where a.id = {1} and c.id = {0} and c.job_id = a.job_id
                                    and c.released_at is null
                                """,
                                val(claim.value()), val(artifact.value()), val(digest))
                > 0;
    }

    /// Those of a run that are complete, by their names: of each name the one of the latest
    /// attempt.
    ///
    /// @param attempt the latest one that counts
    public static List<Artifact> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .fetch(
                        """
                        select distinct on (name)
                            id, name, size_bytes, sha256, packing, media_type, created_at
                        from artifacts
                        where run_id = {0} and attempt <= {1} and complete and expires_at > now()
                        order by name, attempt desc
                        """,
                        val(run.value()), val(attempt))
                .map(Artifacts::artifact);
    }

    /// Those that a job found when it began: what other jobs of its run had made by then, in its
    /// attempt or before; of each name the latest.
    public static List<Artifact> foundBy(Tx tx, JobId job) {
        return tx.sql()
                .fetch(
                        """
                        select distinct on (a.name)
                            a.id, a.name, a.size_bytes, a.sha256, a.packing, a.media_type, a.created_at
                        from jobs j
                        join artifacts a on a.run_id = j.run_id and a.attempt <= j.attempt
                        join jobs maker on maker.id = a.job_id
                        where j.id = {0} and a.complete and a.expires_at > now()
                            and a.created_at < j.started_at
                            and (maker.key, maker.matrix_index) <> (j.key, j.matrix_index)
                        order by a.name, a.attempt desc
                        """,
                        val(job.value()))
                .map(Artifacts::artifact);
    }

    /// For the packages of `db` alone.
    ///
    /// @param row with the columns of [#ofRun]
    public static Artifact artifact(Record row) {
        return new Artifact(
                new ArtifactId(row.get("id", Long.class)),
                row.get("name", String.class),
                row.get("size_bytes", Long.class),
                HexFormat.of().formatHex(row.get("sha256", byte[].class)),
                new Artifact.Form(
                        EnumWords.parse(ArtifactPacking.class, row.get("packing", String.class)),
                        row.get("media_type", String.class)),
                row.get("created_at", OffsetDateTime.class));
    }

    /// A piece; empty after the last one.
    public static Optional<byte[]> piece(Tx tx, ArtifactId artifact, int seq) {
        return tx.sql()
                .fetchOptional(
                        "select body from artifact_chunks where artifact_id = {0} and seq = {1}",
                        val(artifact.value()), val(seq))
                .map(row -> row.get("body", byte[].class));
    }

    /// Removes one of the run of a live claim.
    public static void remove(Tx tx, ClaimId claim, ArtifactId artifact) {
        tx.sql()
                .execute(
                        """
                        delete from artifacts a using claims c, jobs j
                        where a.id = {1} and c.id = {0} and c.released_at is null
                            and j.id = c.job_id and j.run_id = a.run_id
                        """,
                        val(claim.value()), val(artifact.value()));
    }
}
