package dev.minijenkin.console.command;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What can be done with a run: asks for a reason, sends the command, and says why not where not.
public final class RunActions {
    private static final Set<String> ADMINISTRATORS = Set.of("mj_admin", "mj_owner");

    private final Supplier<Overlay> overlay;
    private final CommandSender sender;
    private final Consumer<String> say;
    private final DatabaseClock clock;
    private final ReadOnlyStringWrapper manageRefusal = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper();
    private Optional<Person> known = Optional.empty();
    private final List<ObservableValue<String>> general = new ArrayList<>();
    private Function<RunId, Node> foreseen = run -> new Region();

    /// @param say tells the person one sentence
    /// @param person who acts; empty until the database has said it
    public RunActions(
            Supplier<Overlay> overlay,
            CommandSender sender,
            Consumer<String> say,
            DatabaseClock clock,
            ObservableValue<Optional<Person>> person) {
        this.overlay = overlay;
        this.sender = sender;
        this.say = say;
        this.clock = clock;
        person.subscribe(who -> {
            known = who;
            refuse();
        });
    }

    /// Refuses everything, from now on, while there is a reason.
    ///
    /// @param why empty: there is none
    public void refuseWhile(ObservableValue<String> why) {
        general.add(why);
        why.subscribe(now -> refuse());
    }

    private void refuse() {
        String all =
                general.stream()
                        .map(ObservableValue::getValue)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse("");
        refusal.set(first(all, refusal(known)));
        manageRefusal.set(first(all, manageRefusal(known)));
    }

    /// Says from now on, in the question, what a cancel does to others.
    public void foresee(Function<RunId, Node> ofCancel) {
        foreseen = ofCancel;
    }

    /// Why this person may send no command; empty where they may.
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Why this person may not set up what administrators do; empty where they may.
    public ReadOnlyStringProperty manageRefusalProperty() {
        return manageRefusal.getReadOnlyProperty();
    }

    private static String manageRefusal(Optional<Person> person) {
        return person.map(who ->
                        ADMINISTRATORS.contains(who.role())
                                ? ""
                                : "Your role "
                                        + who.user()
                                        + " may look, not change: ask for membership of mj_admin")
                .orElse("Not connected yet");
    }

    private static String refusal(Optional<Person> person) {
        return person.map(who ->
                        who.mayCommand()
                                ? ""
                                : "Your role "
                                        + who.user()
                                        + " may look, not act: ask for membership of mj_operator")
                .orElse("Not connected yet");
    }

    public String rerunRefusal(RunView run) {
        return first(refusal.get(), run.open() ? "The run has not ended yet" : "");
    }

    public String rerunFailedRefusal(RunView run) {
        return first(
                refusal.get(),
                run.open() ? "The run has not ended yet" : "",
                run.jobs().failed() == 0 ? "No job of this attempt failed" : "");
    }

    public String cancelRefusal(RunView run) {
        return first(refusal.get(), run.open() ? "" : "The run has ended");
    }

    public String rerunJobRefusal(RunView run, JobView job) {
        return first(
                refusal.get(),
                run.open() ? "The run has not ended yet" : "",
                job.status().state() == JobState.FINISHED ? "" : "The job has not ended yet");
    }

    public String cancelJobRefusal(JobView job) {
        return first(
                refusal.get(),
                job.status().state() == JobState.FINISHED ? "The job has ended" : "");
    }

    public void rerun(RunView run) {
        if (may(rerunRefusal(run))) {
            ask(
                    new Question(
                            "Rerun " + run.name() + "?",
                            "All jobs run again at "
                                    + run.origin().shortSha()
                                    + ", as attempt "
                                    + (run.attempt() + 1)
                                    + ".",
                            "Rerun",
                            false),
                    reason -> ConsoleCommands.rerun(run.id(), reason),
                    "Rerun of " + run.name());
        }
    }

    public void rerunFailed(RunView run) {
        if (may(rerunFailedRefusal(run))) {
            ask(
                    new Question(
                            "Rerun the failed jobs of " + run.name() + "?",
                            "Jobs that failed and those that need them run again; what succeeded is kept.",
                            "Rerun failed",
                            false),
                    reason -> ConsoleCommands.rerunFailed(run.id(), reason),
                    "Rerun of the failed jobs of " + run.name());
        }
    }

    public void cancel(RunView run) {
        if (may(cancelRefusal(run))) {
            askAll(
                    new Question(
                            "Cancel " + run.name() + "?",
                            "Jobs that wait do not start; jobs that run are asked to stop, then stopped.",
                            "Cancel the run",
                            true),
                    List.of(foreseen.apply(run.id())),
                    reason -> List.of(ConsoleCommands.cancel(run.id(), reason)),
                    "Cancelling " + run.name());
        }
    }

    public void rerunJob(RunView run, JobView job) {
        if (may(rerunJobRefusal(run, job))) {
            ask(
                    new Question(
                            "Rerun " + job.name() + " of " + run.name() + "?",
                            "The job and those that need it run again; the others keep their result.",
                            "Rerun job",
                            false),
                    reason -> ConsoleCommands.rerunJob(job.id(), reason),
                    "Rerun of " + job.name());
        }
    }

    public void cancelJob(JobView job) {
        if (may(cancelJobRefusal(job))) {
            ask(
                    new Question(
                            "Cancel " + job.name() + "?",
                            "The job is asked to stop, then stopped. Jobs that need it are skipped.",
                            "Cancel the job",
                            true),
                    reason -> ConsoleCommands.cancelJob(job.id(), reason),
                    "Cancelling " + job.name());
        }
    }

    /// Why a job can neither be approved nor rejected; whose word counts the database knows.
    public String decideRefusal(JobView job) {
        return first(
                refusal.get(),
                job.status().waitingFor() == WaitingReason.APPROVAL
                        ? ""
                        : job.name() + " waits for no approval");
    }

    public void approve(JobView job) {
        if (may(decideRefusal(job))) {
            ask(
                    new Question(
                            "Approve " + job.name() + "?",
                            job.status().message().replace("`", "")
                                    + ". With all approvals it deploys as soon as its environment is free.",
                            "Approve",
                            false),
                    reason -> ConsoleCommands.approve(job.id(), reason),
                    "Approval of " + job.name());
        }
    }

    public void reject(JobView job) {
        if (may(decideRefusal(job))) {
            ask(
                    new Question(
                            "Reject " + job.name() + "?",
                            job.status().message().replace("`", "")
                                    + ". The job fails, and jobs that need it are skipped.",
                            "Reject",
                            true),
                    reason -> ConsoleCommands.reject(job.id(), reason),
                    "Rejection of " + job.name());
        }
    }

    /// Whoever presses a key that leads nowhere is told why.
    ///
    /// @param refused why not; empty: it may be done
    public boolean may(String refused) {
        if (!refused.isEmpty()) {
            say.accept(refused);
        }
        return refused.isEmpty();
    }

    /// Asks, and sends the command. Who may not send it reads the question all the same.
    ///
    /// @param command with the reason that the person gave
    /// @param what it is, as a person says it: `Rerun of shop-web / ci #12`
    public void ask(Question question, Function<String, NewCommand> command, String what) {
        askAll(question, List.of(), reason -> List.of(command.apply(reason)), what);
    }

    /// Asks once, and sends a command for each of several things.
    ///
    /// @param more what else is asked, above the reason
    /// @param commands with the reason that the person gave
    public void askAll(
            Question question,
            List<Node> more,
            Function<String, List<NewCommand>> commands,
            String what) {
        askFor(question, more, commands, List.of(), what);
    }

    /// Asks once, and sends a command for each of several things, which the person knows by their
    /// names: what came of each is told by them. What is asked about is what was chosen when the
    /// question was asked, whatever is chosen by the time it is answered.
    ///
    /// @param wishes in the order of the rows
    public void askEach(Question question, List<Wish> wishes, String what) {
        askFor(
                question,
                List.of(),
                reason -> wishes.stream().map(wish -> wish.command().apply(reason)).toList(),
                wishes.stream().map(Wish::name).toList(),
                what);
    }

    /// What is asked for one of several things.
    ///
    /// @param name of the thing
    /// @param command with the reason that the person gave
    public record Wish(String name, Function<String, NewCommand> command) {}

    private void askFor(
            Question question,
            List<Node> more,
            Function<String, List<NewCommand>> commands,
            List<String> names,
            String what) {
        Overlay over = overlay.get();
        ReasonDialog dialog =
                new ReasonDialog(
                        question,
                        more,
                        refusal.get(),
                        clock,
                        (reason, due) -> send(question, commands.apply(reason), names, what, due),
                        over::close);
        over.show(dialog, Pos.CENTER, dialog.firstFocus());
    }

    /// What throws something away can be taken back for a moment.
    private void send(
            Question question,
            List<NewCommand> commands,
            List<String> names,
            String what,
            DueTime due) {
        if (due instanceof DueTime.Later later) {
            sender.sendForLater(
                    commands, what, later.at(), later.said(clock.instant(), clock.zone()));
        } else if (commands.size() > 1) {
            sender.sendAll(commands, names, what, question.destructive());
        } else if (question.destructive()) {
            sender.sendUndoable(commands.getFirst(), what);
        } else {
            sender.send(commands.getFirst(), what);
        }
    }

    /// Tells what cannot be acted on.
    public void tell(String title, String text) {
        Overlay over = overlay.get();
        Button close = new Button("Close");
        close.setOnAction(event -> over.close());
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Label body = new Label(text);
        body.getStyleClass().add("muted");
        for (Label label : List.of(heading, body)) {
            label.setWrapText(true);
        }
        Button copy = new Button("Copy", new IconView(Icon.COPY, 13));
        copy.setOnAction(event -> {
            TextClipboard.put(title + "\n" + text);
            say.accept("Copied");
        });
        HBox buttons = new HBox(8, copy, close);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox dialog = new VBox(heading, body, buttons);
        dialog.getStyleClass().addAll("floating", "dialog-box");
        dialog.setPrefWidth(440);
        over.show(dialog, Pos.CENTER, close);
    }

    private static String first(String... refusals) {
        for (String refusal : refusals) {
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        return "";
    }
}
