/// Addresses of places as the desktop knows them: registered with it, and handed from a second
/// start to the console that is open.
@NullMarked
package dev.minijenkin.console.link;

import org.jspecify.annotations.NullMarked;
