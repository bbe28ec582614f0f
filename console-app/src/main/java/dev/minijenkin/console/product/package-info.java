/// What a run leaves beside its logs: artifacts, results of tests, summaries of steps.
@NullMarked
package dev.minijenkin.console.product;

import org.jspecify.annotations.NullMarked;
