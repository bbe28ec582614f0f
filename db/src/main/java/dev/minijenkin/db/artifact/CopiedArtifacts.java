package dev.minijenkin.db.artifact;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.util.HexFormat;

/// Statements that bring artifacts of another database to a job before it begins, as if they were
/// of its run. All of one in one transaction.
public final class CopiedArtifacts {
    private static final int DAYS = 7;

    private CopiedArtifacts() {}

    /// An artifact without its pieces.
    ///
    /// @param job that is to find it
    /// @param artifact as the other database has it
    public static ArtifactId insert(Tx tx, JobId job, Artifact artifact) {
        return new ArtifactId(
                tx.sql()
                        .fetchSingle(
                                """
                                insert into artifacts (run_id, attempt, job_id, name, size_bytes, sha256,
                                    packing, media_type, complete, expires_at)
                                select run_id, attempt, id, {1}, {2}, {3}, {4}, {5}, true,
                                    now() + make_interval(days => {6})
                                from jobs where id = {0}
                                returning id
                                """,
                                val(job.value()),
                                val(artifact.name()),
                                val(artifact.bytes()),
                                val(HexFormat.of().parseHex(artifact.digest())),
                                val(EnumWords.of(artifact.form().packing())),
                                val(artifact.form().mediaType()),
                                val(DAYS))
                        .get("id", Long.class));
    }

    /// Its next piece.
    ///
    /// @param seq counts from 0
    public static void append(Tx tx, ArtifactId artifact, int seq, byte[] body) {
        tx.sql()
                .execute(
                        "insert into artifact_chunks (artifact_id, seq, body) values ({0}, {1}, {2})",
                        val(artifact.value()), val(seq), val(body));
    }
}
