/// What keeps logs of millions of lines in little memory: bytes that are packed, and what was
/// looked at last and stays open.
@NullMarked
package dev.minijenkin.console.packed;

import org.jspecify.annotations.NullMarked;
