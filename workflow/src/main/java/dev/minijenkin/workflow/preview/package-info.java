/// What a file would do, for people who have not pushed it yet.
@NullMarked
package dev.minijenkin.workflow.preview;

import org.jspecify.annotations.NullMarked;
