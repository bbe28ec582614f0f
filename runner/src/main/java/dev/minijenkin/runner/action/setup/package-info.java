/// The built-in `actions/setup-…`: what is installed on the host, chosen by version.
@NullMarked
package dev.minijenkin.runner.action.setup;

import org.jspecify.annotations.NullMarked;
