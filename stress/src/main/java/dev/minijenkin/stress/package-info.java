/// Scenarios and benchmarks, as a program that users run too: `mini-jenkin stress NAME`.
@NullMarked
package dev.minijenkin.stress;

import org.jspecify.annotations.NullMarked;
