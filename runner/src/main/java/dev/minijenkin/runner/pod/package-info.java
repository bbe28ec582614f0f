/// Jobs whose steps run in pods of a Kubernetes.
@NullMarked
package dev.minijenkin.runner.pod;

import org.jspecify.annotations.NullMarked;
