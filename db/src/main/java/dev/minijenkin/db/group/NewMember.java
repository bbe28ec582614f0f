package dev.minijenkin.db.group;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// Who enters a concurrency group.
///
/// @param job null where the run enters as a whole
public record NewMember(GroupName group, GroupRules rules, RunId run, @Nullable JobId job) {}
