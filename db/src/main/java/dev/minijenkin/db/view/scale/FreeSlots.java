package dev.minijenkin.db.view.scale;

import java.util.List;

/// What runners with the same labels could take at once.
///
/// @param labels sorted, lower case
/// @param count jobs, of all of these runners
public record FreeSlots(List<String> labels, long count) {}
