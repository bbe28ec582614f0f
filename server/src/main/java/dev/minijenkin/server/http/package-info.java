/// The HTTP side of the server: routes, and errors as JSON.
@NullMarked
package dev.minijenkin.server.http;

import org.jspecify.annotations.NullMarked;
