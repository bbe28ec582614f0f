/// The syntax of workflow files as one table (`grammar.txt`), and the checks that follow from it
/// alone.
@NullMarked
package dev.minijenkin.workflow.grammar;

import org.jspecify.annotations.NullMarked;
