package dev.minijenkin.db.view.api.page;

import dev.minijenkin.db.token.TokenReach;
import org.jspecify.annotations.Nullable;

/// Which page somebody asks for.
///
/// @param reach whose rows alone they may see
/// @param after key of the page before; null: the first page
/// @param limit rows at most
public record PageRequest(TokenReach reach, @Nullable Long after, int limit) {}
