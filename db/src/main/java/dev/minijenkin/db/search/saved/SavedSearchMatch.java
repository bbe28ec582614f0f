package dev.minijenkin.db.search.saved;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;

/// A job that printed what a saved search asks for.
///
/// @param line the first such line of the claim's log, from 1
/// @param lines how many lines of the job are such
/// @param text the first of them, without colours
record SavedSearchMatch(
        SavedSearch search, JobId job, ClaimId claim, long line, long lines, String text) {}
