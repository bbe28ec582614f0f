/// Containers, by the `docker` or `podman` of the host: what speaks to that program, and the inside
/// of a container as a place for the processes of a job.
@NullMarked
package dev.minijenkin.runner.host.container;

import org.jspecify.annotations.NullMarked;
