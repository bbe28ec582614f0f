/// Logs: how fast they are written, followed, indexed and searched.
@NullMarked
package dev.minijenkin.stress.log;

import org.jspecify.annotations.NullMarked;
