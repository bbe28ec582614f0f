/// How pipelines and the whole installation do over days.
@NullMarked
package dev.minijenkin.console.insight;

import org.jspecify.annotations.NullMarked;
