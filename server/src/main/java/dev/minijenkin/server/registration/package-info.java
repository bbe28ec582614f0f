/// Making a repository known, and its pushes heard.
@NullMarked
package dev.minijenkin.server.registration;

import org.jspecify.annotations.NullMarked;
