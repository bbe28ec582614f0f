/// The machine of the runner as a host: processes in sessions of their own, their output through
/// named pipes, and how all that a step started is ended again.
@NullMarked
package dev.minijenkin.runner.host.local;

import org.jspecify.annotations.NullMarked;
