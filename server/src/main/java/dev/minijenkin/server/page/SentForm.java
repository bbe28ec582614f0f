package dev.minijenkin.server.page;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Sha256;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.token.TokenCommands;
import dev.minijenkin.db.token.TokenCommands.RequestKey;
import dev.minijenkin.db.token.TokenCommands.SendOutcome;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.api.ProblemException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command that came by a form: sent through the same door as those of the REST interface.
final class SentForm {
    /// What the page of a run has forms for.
    private static final Set<CommandKind> KINDS =
            EnumSet.of(
                    CommandKind.RERUN,
                    CommandKind.RERUN_FAILED,
                    CommandKind.RERUN_JOB,
                    CommandKind.CANCEL,
                    CommandKind.RELEASE,
                    CommandKind.APPROVE,
                    CommandKind.REJECT);

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 100;

    private SentForm() {}

    /// @param job null: it is about the run
    /// @throws ProblemException where it was not sent
    static void send(
            Database database, Visitor visitor, RunId run, @Nullable JobId job, Context context) {
        String word = text(context, CommandForms.KIND, LONGEST_NAME).orElse("");
        CommandKind kind =
                Arrays.stream(CommandKind.values())
                        .filter(one -> KINDS.contains(one) && one.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(422, "There is no such form"));
        boolean ofOneJob = kind == CommandKind.RERUN_JOB;
        if (ofOneJob && job == null) {
            throw new ProblemException(422, "Which job is not said");
        }
        if (job != null && !isOf(database, visitor, run, job)) {
            throw new ProblemException(404, "There is no such job in this run");
        }
        NewCommand command =
                new NewCommand(
                        kind.word(),
                        "{}",
                        text(context, CommandForms.REASON, LONGEST_REASON).orElse(null),
                        job == null ? run : null,
                        job,
                        null);
        RequestKey key =
                text(context, CommandForms.ONCE, LONGEST_NAME)
                        .map(once -> new RequestKey(once, Sha256.of(command.toString())))
                        .orElse(null);
        SendOutcome outcome =
                database.statement(
                        tx -> TokenCommands.send(tx, visitor.caller().proof(), command, null, key));
        switch (outcome) {
            case SendOutcome.Sent _ -> {
                // The page shows what comes of it.
            }
            case SendOutcome.Refused(TokenCommands.Refusal why) -> throw refused(why);
        }
    }

    private static boolean isOf(Database database, Visitor visitor, RunId run, JobId job) {
        return database.statement(tx -> ApiJobs.find(tx, visitor.reach(), job))
                .filter(found -> found.runId() == run.value())
                .isPresent();
    }

    private static Optional<String> text(Context context, String field, int longest) {
        return Optional.ofNullable(context.formParam(field))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(longest, text.length())));
    }

    private static ProblemException refused(TokenCommands.Refusal why) {
        return switch (why) {
            case TOKEN -> new ProblemException(401, "You are signed out: sign in again");
            case SCOPE -> new ProblemException(403, "You may not ask for this");
            case SUBJECT -> new ProblemException(404, "There is no such run or job any more");
            case KEY, TIME, LATE ->
                    new ProblemException(409, "It was sent before: load the page again");
        };
    }
}
