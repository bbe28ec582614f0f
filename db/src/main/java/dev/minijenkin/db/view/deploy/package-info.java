/// What is shown of environments and who deploys to them.
@NullMarked
package dev.minijenkin.db.view.deploy;

import org.jspecify.annotations.NullMarked;
