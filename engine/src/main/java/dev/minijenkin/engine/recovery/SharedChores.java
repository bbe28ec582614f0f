package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.recovery.Chore.every;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.engine.command.CommandExecutor;
import java.util.List;

/// The chores of every server and every runner: as long as one of them lives, commands are carried
/// out and no run stands still.
public final class SharedChores {
    private SharedChores() {}

    /// For one [Housekeeping].
    ///
    /// @param executedBy name of the process, for the audit log
    /// @param contact of the process with its database
    /// @param activity asked for all chores of the process
    public static List<Chore> of(
            Database database, String executedBy, Contact contact, Activity activity) {
        CommandExecutor commands = new CommandExecutor(executedBy);
        Reaper reaper = new Reaper(database, contact);
        return List.of(
                every(ofSeconds(4), "commands", ChoreWork.of(commands::executeWaiting))
                        .wokenBy(Topic.COMMAND),
                every(
                        ofSeconds(3),
                        "lost-claims",
                        activity.during(ChoreWork.of(_ -> reaper.releaseLost()))),
                GuestWork.reports(activity),
                every(ofSeconds(5), "overdue-handovers", activity.during(OverdueHandovers::look))
                        .goingOnAfter(ofMillis(500)));
    }
}
