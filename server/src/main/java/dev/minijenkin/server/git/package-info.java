/// Bare mirrors of the repositories, and what is read from them at a commit.
@NullMarked
package dev.minijenkin.server.git;

import org.jspecify.annotations.NullMarked;
