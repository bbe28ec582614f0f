/// Another system user as whom the processes of jobs run, and with whose rights the runner acts in
/// their folders.
@NullMarked
package dev.minijenkin.runner.user;

import org.jspecify.annotations.NullMarked;
