/// What is shown of what came in and what goes out.
@NullMarked
package dev.minijenkin.db.view.delivery;

import org.jspecify.annotations.NullMarked;
