/// What a scenario is, and what a person may say to it.
@NullMarked
package dev.minijenkin.stress.scenario;

import org.jspecify.annotations.NullMarked;
