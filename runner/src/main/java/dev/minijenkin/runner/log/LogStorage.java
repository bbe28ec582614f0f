package dev.minijenkin.runner.log;

import java.nio.file.Path;

/// What one log may take up, and where.
///
/// @param limitBytes uncompressed bytes after which it is cut
/// @param spoolFile takes on disk what the database does not take; made when needed
public record LogStorage(long limitBytes, Path spoolFile) {}
