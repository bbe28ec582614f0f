/// Read-only queries of the console: rows as its views show them.
@NullMarked
package dev.minijenkin.db.view;

import org.jspecify.annotations.NullMarked;
