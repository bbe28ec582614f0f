/// The line icons of the house.
@NullMarked
package dev.minijenkin.console.icon;

import org.jspecify.annotations.NullMarked;
