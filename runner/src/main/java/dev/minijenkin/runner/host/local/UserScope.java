package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.user.SystemUser;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// The scope of a job whose processes run as another user. Where nobody else is that user, all of
/// its processes are the job's, whatever they did to get away.
///
/// @param inner which the runner enters before it gives its rights up
/// @param setpriv the program
/// @param alone whether nobody else is that user for as long as the job lasts
record UserScope(ProcessScope inner, SystemUser user, String setpriv, boolean alone)
        implements ProcessScope {
    @Override
    public ProcessSession enter(ProcessSession session, Path directory) {
        return inner.enter(session, directory).with(user.become(setpriv));
    }

    @Override
    public Set<Long> members() {
        Set<Long> members = new LinkedHashSet<>(inner.members());
        if (alone) {
            members.addAll(ProcessTable.ofUser(user.uid()));
        }
        return members;
    }

    /// One signal that the kernel sends to all of them outruns what they fork meanwhile.
    @Override
    public boolean end() {
        boolean ended = inner.end();
        if (alone) {
            Signals.killAllOf(user.become(setpriv));
        }
        return ended && !alone;
    }

    @Override
    public void discard() {
        inner.discard();
    }
}
