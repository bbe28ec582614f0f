/// The containers of a job: the one in which its steps run, the services beside it, and those of
/// actions.
@NullMarked
package dev.minijenkin.runner.container;

import org.jspecify.annotations.NullMarked;
