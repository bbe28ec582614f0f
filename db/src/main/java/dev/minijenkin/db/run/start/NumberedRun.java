package dev.minijenkin.db.run.start;

/// A run to insert, whose number was taken by the same transaction.
public record NumberedRun(RunNumber number, NewRun run) {}
