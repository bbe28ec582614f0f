/// The link to the database: reads off the FX thread, hints in, commands out.
@NullMarked
package dev.minijenkin.console.live;

import org.jspecify.annotations.NullMarked;
