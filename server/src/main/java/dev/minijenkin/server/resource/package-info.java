/// What the REST interface offers: its operations, by what they are about.
@NullMarked
package dev.minijenkin.server.resource;

import org.jspecify.annotations.NullMarked;
