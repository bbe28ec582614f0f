/// How things stood at a minute of the past, told from the times that every row keeps.
@NullMarked
package dev.minijenkin.db.view.past;

import org.jspecify.annotations.NullMarked;
