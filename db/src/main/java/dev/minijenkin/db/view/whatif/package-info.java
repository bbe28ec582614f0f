/// What a command would do to others, before it is given.
@NullMarked
package dev.minijenkin.db.view.whatif;

import org.jspecify.annotations.NullMarked;
