/// Light and dark: fonts, tokens, style sheets.
@NullMarked
package dev.minijenkin.console.theme;

import org.jspecify.annotations.NullMarked;
