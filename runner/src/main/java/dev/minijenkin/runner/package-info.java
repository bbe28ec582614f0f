/// The headless runner: takes jobs from the database and carries them out on a build host.
@NullMarked
package dev.minijenkin.runner;

import org.jspecify.annotations.NullMarked;
