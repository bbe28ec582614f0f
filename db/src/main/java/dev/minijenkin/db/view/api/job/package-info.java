/// Jobs, their steps, and why they wait.
@NullMarked
package dev.minijenkin.db.view.api.job;

import org.jspecify.annotations.NullMarked;
