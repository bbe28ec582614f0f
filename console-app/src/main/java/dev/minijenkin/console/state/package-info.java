/// How a state looks: shape plus word plus colour.
@NullMarked
package dev.minijenkin.console.state;

import org.jspecify.annotations.NullMarked;
