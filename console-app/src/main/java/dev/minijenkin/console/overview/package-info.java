/// How everything is, what needs a person, and what runs now.
@NullMarked
package dev.minijenkin.console.overview;

import org.jspecify.annotations.NullMarked;
