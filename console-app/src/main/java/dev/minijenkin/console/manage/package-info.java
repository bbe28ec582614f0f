/// What administrators set up: secrets, variables, environments, targets, tokens, repositories,
/// limits, runners.
@NullMarked
package dev.minijenkin.console.manage;

import org.jspecify.annotations.NullMarked;
