/// What jobs keep for later ones to be faster: archives on the disk of the host.
@NullMarked
package dev.minijenkin.runner.cache;

import org.jspecify.annotations.NullMarked;
