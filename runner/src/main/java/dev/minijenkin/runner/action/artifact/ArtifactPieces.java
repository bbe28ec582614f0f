package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.stop.StopCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Optional;

/// Bytes of artifacts on their way into the database and back, piece by piece, so that neither side
/// holds an archive in memory. Thread-safe where the record is.
public final class ArtifactPieces {
    private final RunRecord record;
    private final StopCheck stop;

    /// @param stop asked before each piece
    public ArtifactPieces(RunRecord record, StopCheck stop) {
        this.record = record;
        this.stop = stop;
    }

    /// Adds all that a stream has to an artifact that was begun, and has nothing yet.
    ///
    /// @return SHA-256 of it; empty where the claim is over
    public Optional<byte[]> write(ArtifactId artifact, InputStream in)
            throws IOException, InterruptedException {
        MessageDigest digest = sha256();
        int seq = 0;
        for (byte[] piece = in.readNBytes(Artifacts.PIECE);
                piece.length > 0;
                piece = in.readNBytes(Artifacts.PIECE)) {
            stop.check();
            byte[] body = piece;
            int at = seq;
            boolean taken = record.ask(job -> job.append(artifact, at, body)).orElse(false);
            if (!taken) {
                return Optional.empty();
            }
            digest.update(piece);
            seq++;
        }
        return Optional.of(digest.digest());
    }

    /// The bytes of one that is complete.
    ///
    /// @param from how many are left out at the beginning
    public InputStream read(Artifact artifact, long from) {
        return new Reader(artifact, from);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// Asks for a piece when it is read. Used by one thread.
    private final class Reader extends InputStream {
        private final Artifact artifact;
        private byte[] piece = new byte[0];
        private int seq;
        private int at;
        private int skipped;

        Reader(Artifact artifact, long from) {
            this.artifact = artifact;
            this.seq = (int) (from / Artifacts.PIECE);
            this.skipped = (int) (from % Artifacts.PIECE);
        }

        @Override
        public int read() throws IOException {
            return fill() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, buffer, offset, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (at == piece.length) {
                Optional<byte[]> next = next();
                if (next.isEmpty()) {
                    return false;
                }
                piece = next.get();
                at = Math.min(skipped, piece.length);
                skipped = 0;
                seq++;
            }
            return true;
        }

        /// Where the job must end the stream fails, so that nobody takes a part for the whole.
        private Optional<byte[]> next() throws IOException {
            stop.check();
            int wanted = seq;
            try {
                return record.ask(job -> job.piece(artifact.id(), wanted))
                        .orElseThrow(() -> new IOException("the claim was lost"));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while an artifact was read");
            }
        }
    }
}
