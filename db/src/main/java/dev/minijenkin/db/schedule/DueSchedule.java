package dev.minijenkin.db.schedule;

import dev.minijenkin.db.RepositoryId;

/// A schedule whose time has come.
///
/// @param id of its row
public record DueSchedule(long id, RepositoryId repository, Rhythm rhythm) {}
