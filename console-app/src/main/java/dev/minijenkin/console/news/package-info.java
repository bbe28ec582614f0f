/// What happened while a person did not look, and what they watch.
@NullMarked
package dev.minijenkin.console.news;

import org.jspecify.annotations.NullMarked;
