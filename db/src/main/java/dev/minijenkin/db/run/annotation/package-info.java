/// Errors, warnings and notices that jobs and files are told of.
@NullMarked
package dev.minijenkin.db.run.annotation;

import org.jspecify.annotations.NullMarked;
