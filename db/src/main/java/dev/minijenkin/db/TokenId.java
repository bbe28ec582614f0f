package dev.minijenkin.db;

/// Id of an access token.
public record TokenId(long value) {}
