/// What `uses` names: the table of the kinds of actions, and those that are built in.
@NullMarked
package dev.minijenkin.runner.action;

import org.jspecify.annotations.NullMarked;
