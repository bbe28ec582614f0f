/// When pipelines start by themselves.
@NullMarked
package dev.minijenkin.db.schedule;

import org.jspecify.annotations.NullMarked;
