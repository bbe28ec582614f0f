/// Runners as pods of a Kubernetes, one for each job that finds none.
@NullMarked
package dev.minijenkin.server.pod;

import org.jspecify.annotations.NullMarked;
