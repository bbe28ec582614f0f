/// What the tests of every module share, and what knows none of them: a PostgreSQL, rows by plain
/// JDBC, repositories of git, requests that no well-behaved client sends.
@NullMarked
package dev.minijenkin.testing;

import org.jspecify.annotations.NullMarked;
