package dev.minijenkin.db.run;

/// What a run was made from.
///
/// @param path of the workflow file
/// @param workflow the file at the commit
/// @param eventPayload JSON
/// @param inputs JSON object
public record RunSource(String path, byte[] workflow, byte[] eventPayload, String inputs) {}
