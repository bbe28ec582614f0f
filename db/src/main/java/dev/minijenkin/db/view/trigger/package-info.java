/// What the dialog that starts a pipeline shows.
@NullMarked
package dev.minijenkin.db.view.trigger;

import org.jspecify.annotations.NullMarked;
