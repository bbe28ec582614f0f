/// What is wrong with a file, and where.
@NullMarked
package dev.minijenkin.workflow.problem;

import org.jspecify.annotations.NullMarked;
