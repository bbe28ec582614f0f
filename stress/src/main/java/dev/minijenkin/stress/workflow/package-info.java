/// How fast workflow files are read, checked and planned.
@NullMarked
package dev.minijenkin.stress.workflow;

import org.jspecify.annotations.NullMarked;
