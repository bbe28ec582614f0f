/// What is shown of commands: who wished what, why, and what came of it.
@NullMarked
package dev.minijenkin.db.view.audit;

import org.jspecify.annotations.NullMarked;
