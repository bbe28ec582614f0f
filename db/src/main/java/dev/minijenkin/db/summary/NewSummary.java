package dev.minijenkin.db.summary;

/// What a step tells people, before it is stored.
///
/// @param seq counts from 1 under the claim
/// @param body Markdown, without secrets and not empty
public record NewSummary(int seq, int stepNumber, String body) {}
