/// Plain configuration that workflows read.
@NullMarked
package dev.minijenkin.db.variable;

import org.jspecify.annotations.NullMarked;
