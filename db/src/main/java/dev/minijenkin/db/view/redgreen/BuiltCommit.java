package dev.minijenkin.db.view.redgreen;

import java.time.Instant;

/// A commit that was built for the first time after the last green one.
public record BuiltCommit(String sha, String title, String actor, Instant built) {
    public String shortSha() {
        return sha.substring(0, 7);
    }
}
