/// What is shown of runners.
@NullMarked
package dev.minijenkin.db.view.runner;

import org.jspecify.annotations.NullMarked;
