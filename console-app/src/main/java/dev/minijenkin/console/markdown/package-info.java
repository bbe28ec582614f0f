/// Markdown of others as nodes.
@NullMarked
package dev.minijenkin.console.markdown;

import org.jspecify.annotations.NullMarked;
