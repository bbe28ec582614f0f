package dev.minijenkin.db;

/// Identity in `claims`: the fencing token that every write of a runner names.
public record ClaimId(long value) {}
