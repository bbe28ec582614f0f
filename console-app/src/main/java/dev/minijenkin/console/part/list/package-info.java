/// Lists whose rows stay where they are while they change.
@NullMarked
package dev.minijenkin.console.part.list;

import org.jspecify.annotations.NullMarked;
