package dev.minijenkin.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.KeptCommands;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSenderTest {
    private final NoStage stage = new NoStage();
    private final KeptCommands commands = new KeptCommands();
    private final List<CommandNews> news = new ArrayList<>();
    private final CommandSender sender =
            new CommandSender(stage.background(), stage.hints(), commands, news::add);

    @Test
    void aPersonHearsOnceForWhomACommandWaitsAndThenWhatCameOfIt() {
        sender.send(wish("cancel"), "Cancelling ci #7");
        commands.answer(CommandState.PENDING, "It waits for ana");
        stage.hint(Topic.COMMAND, 1);
        stage.hint(Topic.COMMAND, 1);
        commands.answer(CommandState.DONE, "1 job ended");
        stage.hint(Topic.COMMAND, 1);
        stage.hint(Topic.COMMAND, 1);

        assertThat(said())
                .containsExactly(
                        "Cancelling ci #7 was asked for",
                        "Cancelling ci #7 has to wait: It waits for ana",
                        "Cancelling ci #7: 1 job ended");
        assertThat(news).allMatch(told -> told.grace().isEmpty());
    }

    @Test
    void whatThrowsSomethingAwayCanBeTakenBackForAMoment() {
        sender.sendUndoable(wish("cancel"), "Cancelling ci #7");

        CommandNews.Grace grace = news.getFirst().grace().orElseThrow();
        assertThat(commands.graces())
                .as("the database waits as long")
                .containsExactly(grace.lasts());
        assertThat(grace.lasts()).isPositive();
        grace.takeBack().run();
        stage.hint(Topic.COMMAND, 1);

        assertThat(said()).containsExactly("Cancelling ci #7", "Cancelling ci #7 was taken back");
    }

    @Test
    void whoTakesACommandBackTooLateIsToldSo() {
        sender.sendUndoable(wish("cancel"), "Cancelling ci #7");
        commands.answer(CommandState.DONE, "1 job ended");

        news.getFirst().grace().orElseThrow().takeBack().run();

        assertThat(said())
                .containsExactly(
                        "Cancelling ci #7",
                        "Cancelling ci #7 cannot be taken back any more",
                        "Cancelling ci #7: 1 job ended");
    }

    @Test
    void whatIsSentTogetherIsToldOnce() {
        sender.sendAll(List.of(wish("hold"), wish("hold")), "Holding 2 jobs", false);
        commands.answer(CommandState.DONE, "Held");
        stage.hint(Topic.COMMAND, 1);
        commands.answer(CommandState.REFUSED, "It has ended");
        stage.hint(Topic.COMMAND, 2);

        assertThat(commands.sent()).hasSize(2);
        assertThat(said())
                .containsExactly(
                        "Holding 2 jobs was asked for",
                        "Holding 2 jobs: 1 done, 1 not carried out: It has ended");
    }

    @Test
    void whatIsSentTogetherIsTakenBackTogether() {
        sender.sendAll(List.of(wish("cancel"), wish("cancel")), "Cancelling 2 jobs", true);
        news.getFirst().grace().orElseThrow().takeBack().run();
        stage.hint(Topic.COMMAND, 2);

        assertThat(said()).containsExactly("Cancelling 2 jobs", "Cancelling 2 jobs was taken back");
    }

    private List<String> said() {
        return news.stream().map(CommandNews::sentence).toList();
    }

    private static NewCommand wish(String kind) {
        return new NewCommand(kind, "{}", null, null, null, null);
    }

    @Test
    void whatCameOfItDoesNotSayAgainWhatWasAskedFor() {
        assertThat(
                        CommandSender.said(
                                "Cancelling deploy",
                                "Cancelled: the runner of 1 job was asked to end it"))
                .isEqualTo("Cancelling deploy: the runner of 1 job was asked to end it");
        assertThat(CommandSender.said("Rerun of shop / ci #12", "2 jobs run again"))
                .isEqualTo("Rerun of shop / ci #12: 2 jobs run again");
        assertThat(CommandSender.said("Running shop / ci on main", "Delivery 10: it is queued"))
                .isEqualTo("Running shop / ci on main: Delivery 10: it is queued");
    }
}
