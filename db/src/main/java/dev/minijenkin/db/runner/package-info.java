/// Runner processes and their heartbeats.
@NullMarked
package dev.minijenkin.db.runner;

import org.jspecify.annotations.NullMarked;
