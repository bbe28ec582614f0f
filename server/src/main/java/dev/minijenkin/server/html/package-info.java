/// HTML that cannot be written wrongly: text is escaped, and what could run is refused.
@NullMarked
package dev.minijenkin.server.html;

import org.jspecify.annotations.NullMarked;
