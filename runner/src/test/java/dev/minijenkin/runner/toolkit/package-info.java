@NullMarked
package dev.minijenkin.runner.toolkit;

import org.jspecify.annotations.NullMarked;
