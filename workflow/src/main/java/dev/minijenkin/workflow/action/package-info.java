/// Files of actions (`action.yml`): what a runner needs of them to carry them out.
@NullMarked
package dev.minijenkin.workflow.action;

import org.jspecify.annotations.NullMarked;
