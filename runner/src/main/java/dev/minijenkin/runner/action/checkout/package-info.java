/// The built-in `actions/checkout`.
@NullMarked
package dev.minijenkin.runner.action.checkout;

import org.jspecify.annotations.NullMarked;
