package dev.minijenkin.db.search;

import dev.minijenkin.db.Tx;

/// Is told of the matches of saved searches.
@FunctionalInterface
public interface MatchSink {
    /// Tells nobody: matches are kept, and people look at them.
    MatchSink NOBODY = (_, _) -> {};

    /// A match that is there for the first time.
    ///
    /// @param tx the transaction that stores it: what is sent is written there, so that it is sent
    ///   if and only if the match is kept
    void matched(Tx tx, SavedSearchMatch match);
}
