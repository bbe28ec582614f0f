/// What is known of the kinds of values before anything runs, to find what can never work.
@NullMarked
package dev.minijenkin.workflow.typing;

import org.jspecify.annotations.NullMarked;
