/// What the server does while PostgreSQL is away.
@NullMarked
package dev.minijenkin.server.database;

import org.jspecify.annotations.NullMarked;
