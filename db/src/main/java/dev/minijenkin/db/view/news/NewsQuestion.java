package dev.minijenkin.db.view.news;

import java.time.Instant;
import java.util.Set;

/// What a person wants to hear of.
///
/// @param since only what came about after this
/// @param pipelines that they watch, by their titles: `shop-web / ci`
/// @param names under which they push; empty: as their database role is called
public record NewsQuestion(Instant since, Set<String> pipelines, Set<String> names) {}
