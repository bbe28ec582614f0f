package dev.minijenkin.server.hook;

import dev.minijenkin.db.RepositoryId;

/// Whom a hook is for, and what it must be signed with.
record HookedRepository(RepositoryId id, HookSignature signature) {}
