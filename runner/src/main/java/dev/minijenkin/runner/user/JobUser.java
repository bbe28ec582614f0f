package dev.minijenkin.runner.user;

import java.util.Optional;

/// As whom the processes of one job run.
///
/// @param user empty: as the user of the runner
/// @param alone whether nobody else runs anything as this user for as long as the job lasts
/// @param files with whose rights the runner works on the job's files
public record JobUser(Optional<SystemUser> user, boolean alone, FileRights files) {
    /// The runner's own.
    public static final JobUser OWN = new JobUser(Optional.empty(), false, FileRights.OWN);
}
