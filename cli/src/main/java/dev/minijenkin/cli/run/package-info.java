/// A workflow of a working tree, carried out here.
@NullMarked
package dev.minijenkin.cli.run;

import org.jspecify.annotations.NullMarked;
