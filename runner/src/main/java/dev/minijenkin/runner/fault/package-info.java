/// What a runner cannot do, in one sentence for a person.
@NullMarked
package dev.minijenkin.runner.fault;

import org.jspecify.annotations.NullMarked;
