/// A run of a working tree on this machine: `mini-jenkin run`.
@NullMarked
package dev.minijenkin.instance.run;

import org.jspecify.annotations.NullMarked;
