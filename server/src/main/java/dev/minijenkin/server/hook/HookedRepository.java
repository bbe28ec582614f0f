package dev.minijenkin.server.hook;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.seal.Sealed;

/// Whom a hook is for, and what it must be signed with.
///
/// @param secret as it is sealed
/// @param signature by the same secret, opened
record HookedRepository(RepositoryId id, Sealed secret, HookSignature signature) {}
