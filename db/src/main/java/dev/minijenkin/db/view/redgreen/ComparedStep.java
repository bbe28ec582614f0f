package dev.minijenkin.db.view.redgreen;

import java.time.Duration;
import java.util.Optional;

/// How long a step took on both sides.
///
/// @param green empty where it did not run there
/// @param red empty where it did not run there
public record ComparedStep(
        String name, boolean failed, Optional<Duration> green, Optional<Duration> red) {}
