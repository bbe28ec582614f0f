/// How a browser shows who is at it, and how a server knows that it was asked by its own page.
@NullMarked
package dev.minijenkin.server.session;

import org.jspecify.annotations.NullMarked;
