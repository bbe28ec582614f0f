/// A whole team at work, for a console that is tried out.
@NullMarked
package dev.minijenkin.instance.sample;

import org.jspecify.annotations.NullMarked;
