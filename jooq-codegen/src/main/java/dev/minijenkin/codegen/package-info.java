/// Build tool: turns the migrations of `db` into jOOQ's typed schema.
@NullMarked
package dev.minijenkin.codegen;

import org.jspecify.annotations.NullMarked;
