/// The REST interface as such: what an operation is, who may call it, how it is answered, and the
/// document that describes all of them. The operations themselves are in `resource`.
@NullMarked
package dev.minijenkin.server.api;

import org.jspecify.annotations.NullMarked;
