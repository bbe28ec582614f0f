@NullMarked
package dev.minijenkin.workflow.property;

import org.jspecify.annotations.NullMarked;
