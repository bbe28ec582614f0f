/// Search over all logs: the index that is built after jobs end, queries, hits, saved searches.
@NullMarked
package dev.minijenkin.db.search;

import org.jspecify.annotations.NullMarked;
