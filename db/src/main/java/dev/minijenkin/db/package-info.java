/// The database: connections, transactions and migrations. One package a feature lies below.
@NullMarked
package dev.minijenkin.db;

import org.jspecify.annotations.NullMarked;
