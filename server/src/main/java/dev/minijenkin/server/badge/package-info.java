/// Badges: how a branch of a pipeline stands, as a picture.
@NullMarked
package dev.minijenkin.server.badge;

import org.jspecify.annotations.NullMarked;
