/// Actions that are files: local and remote, composite, in JavaScript, in containers.
@NullMarked
package dev.minijenkin.runner.action.load;

import org.jspecify.annotations.NullMarked;
