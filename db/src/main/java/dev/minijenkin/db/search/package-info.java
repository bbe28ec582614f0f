/// Search over all logs: queries, their walk through index and logs, hits and facets.
@NullMarked
package dev.minijenkin.db.search;

import org.jspecify.annotations.NullMarked;
