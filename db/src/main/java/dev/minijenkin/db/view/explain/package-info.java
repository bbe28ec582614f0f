/// Why a job has not begun.
@NullMarked
package dev.minijenkin.db.view.explain;

import org.jspecify.annotations.NullMarked;
