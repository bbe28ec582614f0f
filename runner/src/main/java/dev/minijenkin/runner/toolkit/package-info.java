/// The services that programs of the toolkit speak to: caches and artifacts over HTTP, on loopback.
@NullMarked
package dev.minijenkin.runner.toolkit;

import org.jspecify.annotations.NullMarked;
