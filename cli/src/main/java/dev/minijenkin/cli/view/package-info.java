/// Commands that look: status, logs, search, explanations, the doctor.
@NullMarked
package dev.minijenkin.cli.view;

import org.jspecify.annotations.NullMarked;
