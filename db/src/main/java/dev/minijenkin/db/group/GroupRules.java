package dev.minijenkin.db.group;

/// How somebody enters a concurrency group.
///
/// @param name as the file spells it, evaluated
/// @param cancels `cancel-in-progress`: whether the active member is cancelled
/// @param inLine `queue: max`: whether those that wait stay; they are replaced else
public record GroupRules(String name, boolean cancels, boolean inLine) {}
