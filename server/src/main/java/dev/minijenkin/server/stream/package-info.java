/// What is followed live: the log of a job, the states of a run, the overview. However many clients
/// follow one thing, it is read once.
@NullMarked
package dev.minijenkin.server.stream;

import org.jspecify.annotations.NullMarked;
