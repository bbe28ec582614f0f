package dev.minijenkin.runner.toolkit;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.engine.access.TrustedAccess;
import dev.minijenkin.runner.action.call.RunRecord;
import java.util.Optional;

/// The record of the run of a claim, of which nothing but its database is asked.
record ClaimedRecord(Database database, ClaimedJob job) implements RunRecord {
    @Override
    public Optional<String> known(String repository, String ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> keep(String repository, String ref, String commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> defaultBranch() {
        return Optional.of("main");
    }

    @Override
    public <T> Optional<T> ask(Question<T> question) {
        return Optional.of(question.ask(new TrustedAccess(database, false).of(job)));
    }
}
