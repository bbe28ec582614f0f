/// Small controls that several views share.
@NullMarked
package dev.minijenkin.console.part;

import org.jspecify.annotations.NullMarked;
