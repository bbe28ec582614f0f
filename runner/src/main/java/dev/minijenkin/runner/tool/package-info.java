/// Programs that are installed on the host in several versions, and which of them a job asks for.
@NullMarked
package dev.minijenkin.runner.tool;

import org.jspecify.annotations.NullMarked;
