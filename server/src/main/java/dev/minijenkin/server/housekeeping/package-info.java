/// What is to be done again and again, by whichever process comes to it.
@NullMarked
package dev.minijenkin.server.housekeeping;

import org.jspecify.annotations.NullMarked;
