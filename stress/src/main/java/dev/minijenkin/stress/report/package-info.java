/// What a scenario tells: lines, figures with their unit, findings, and the page of them.
@NullMarked
package dev.minijenkin.stress.report;

import org.jspecify.annotations.NullMarked;
