/// What expressions and processes of a step find: contexts, environment, and texts evaluated in
/// them.
@NullMarked
package dev.minijenkin.runner.context;

import org.jspecify.annotations.NullMarked;
