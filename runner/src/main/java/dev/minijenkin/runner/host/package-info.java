/// The door to where the processes of a job run; each kind of host is a package of its own below.
@NullMarked
package dev.minijenkin.runner.host;

import org.jspecify.annotations.NullMarked;
