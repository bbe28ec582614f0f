package dev.minijenkin.db.view.redgreen;

/// A value of a resolved job that is not what it was.
///
/// @param path where it stands: `steps.2.run`
/// @param green empty: it was not there
/// @param red empty: it is there no more
public record DefinitionChange(String path, String green, String red) {}
