/// Reads what test programs write about their tests.
@NullMarked
package dev.minijenkin.runner.testreport;

import org.jspecify.annotations.NullMarked;
