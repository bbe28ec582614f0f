/// What is known of the log that is shown, what is looked for in it, and how it is saved. Knows no
/// node.
@NullMarked
package dev.minijenkin.console.log.model;

import org.jspecify.annotations.NullMarked;
