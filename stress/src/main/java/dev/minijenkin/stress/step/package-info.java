/// What a step and a checkout cost beyond their process.
@NullMarked
package dev.minijenkin.stress.step;

import org.jspecify.annotations.NullMarked;
