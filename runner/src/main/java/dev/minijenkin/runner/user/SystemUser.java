package dev.minijenkin.runner.user;

import java.util.List;

/// A user of this host.
///
/// @param home folder that its programs keep their own things in
public record SystemUser(String name, int uid, int gid, String home) {
    /// Words that start a command as this user, in its groups, and with no rights of the runner's.
    ///
    /// @param setpriv the program
    public List<String> become(String setpriv) {
        return List.of(
                setpriv,
                "--reuid=" + uid,
                "--regid=" + gid,
                "--init-groups",
                "--inh-caps=-all",
                "--");
    }
}
