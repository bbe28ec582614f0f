/// Runners.
@NullMarked
package dev.minijenkin.db.view.api.runner;

import org.jspecify.annotations.NullMarked;
