package dev.minijenkin.console.frame.place;

import dev.minijenkin.console.icon.Icon;

/// Something that can be done with what a view shows, offered by the palette as well.
///
/// @param title in the imperative: `Rerun failed…`
/// @param subject what it is done with
/// @param key the key that does the same; empty: none
/// @param action asks for what is still to be known, or says why it cannot be done
public record Deed(Icon icon, String title, String subject, String key, Runnable action) {}
