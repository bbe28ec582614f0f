package dev.minijenkin.db;

/// An after-commit hook: what a transaction leaves to be done right after its commit, in a
/// transaction of its own: what would else lock the rows of another run while it holds those of its
/// own.
///
/// It reads from the tables whether there is anything to do, because it may come too late, twice,
/// or (where its process died) not at all: then a poll makes up for it. Two that are equal are one.
@FunctionalInterface
public interface AfterCommit {
    /// One step; where more is to be done it leaves another itself.
    void follow(Tx tx);
}
