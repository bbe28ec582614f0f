/// What is next in a run, from the states of its jobs. Pure: it knows no database and no clock.
@NullMarked
package dev.minijenkin.workflow.next;

import org.jspecify.annotations.NullMarked;
