/// Hooks that come in, streams that go out.
@NullMarked
package dev.minijenkin.stress.server;

import org.jspecify.annotations.NullMarked;
