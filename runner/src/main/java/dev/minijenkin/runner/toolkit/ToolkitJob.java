package dev.minijenkin.runner.toolkit;

import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.cache.CacheScopes;
import java.nio.file.Path;

/// A job that asks for the services, and what it may reach by them.
///
/// @param run number of its run
/// @param number its own
/// @param repository whose caches it reaches: `owner/name`
/// @param scopes whose caches it sees, and where it keeps its own
/// @param forge address of the forge that the repository comes from, as the job is told
/// @param record asks the database under its claim; any thread may use it
/// @param folder of the job's own for what is on its way; made when needed
public record ToolkitJob(
        long run,
        long number,
        String repository,
        CacheScopes scopes,
        String forge,
        RunRecord record,
        Path folder) {}
