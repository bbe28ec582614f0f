package dev.minijenkin.db.hook;

import dev.minijenkin.db.seal.Sealed;
import java.util.Optional;

/// A hook whose signature is right.
///
/// @param bodyHash SHA-256 of what was signed; empty where its signature says nothing of the body
/// @param secret of its repository's hook, by which it was checked
public record Arrival(NewDelivery delivery, Optional<byte[]> bodyHash, Sealed secret) {}
