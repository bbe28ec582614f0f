/// Which database the console looks at: saved profiles, passwords, and what is wrong with one.
@NullMarked
package dev.minijenkin.console.connection;

import org.jspecify.annotations.NullMarked;
