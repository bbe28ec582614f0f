/// What an action is given and what it is: its call, its inputs, its kind, what was loaded of it.
@NullMarked
package dev.minijenkin.runner.action.call;

import org.jspecify.annotations.NullMarked;
