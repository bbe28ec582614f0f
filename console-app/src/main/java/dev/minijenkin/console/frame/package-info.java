/// The window's frame: navigation, title bar, line of health, dialogs and notices over the view.
@NullMarked
package dev.minijenkin.console.frame;

import org.jspecify.annotations.NullMarked;
