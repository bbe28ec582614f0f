/// The git of the host, as actions use it.
@NullMarked
package dev.minijenkin.runner.action.git;

import org.jspecify.annotations.NullMarked;
