/// What is read of a run, and how it is followed while it changes. Knows no node.
@NullMarked
package dev.minijenkin.console.run.detail;

import org.jspecify.annotations.NullMarked;
