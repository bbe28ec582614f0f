/// Evaluates the texts of a file that decide how it is planned, and names for people. Knows no job.
@NullMarked
package dev.minijenkin.workflow.plan.text;

import org.jspecify.annotations.NullMarked;
