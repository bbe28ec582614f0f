package dev.minijenkin.db.run.start;

/// What a runner is told of a job, in three parts, so that what many jobs share is stored once. The
/// whole is the template, overlaid by its own fields, with the contexts of its run
/// ([NewRun.Source]) overlaid by its own.
///
/// @param template JSON object: what all runs of the file say alike
/// @param own JSON object: the rest, but for contexts
/// @param contexts JSON object
public record NewDefinition(String template, String own, String contexts) {}
