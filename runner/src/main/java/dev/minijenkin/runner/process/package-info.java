/// Processes of a job: started in a session of their own, read without a pause, ended as a whole
/// tree.
@NullMarked
package dev.minijenkin.runner.process;

import org.jspecify.annotations.NullMarked;
