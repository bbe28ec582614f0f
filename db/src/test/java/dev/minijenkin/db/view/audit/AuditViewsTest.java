package dev.minijenkin.db.view.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AuditViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build"));
    private final JobId build = database.statement(tx -> SampleData.jobOf(tx, run, "build"));

    @Test
    void aCommandSaysWhatItIsAboutAsPeopleCallIt() {
        insert(new NewCommand("cancel", "{}", "The wrong branch", run.id(), null, null));
        insert(new NewCommand("hold", "{}", null, null, build, null));
        insert(new NewCommand("drain", "{\"runner\": \"oak-02\"}", null, null, null, null));
        insert(new NewCommand("free_lock", "{\"environment\": \"live\"}", "x", null, null, shop));

        List<AuditedCommand> all = commands(CommandCriteria.ALL);
        assertThat(all)
                .extracting(command -> command.kind() + " " + command.about())
                .containsExactly(
                        "free_lock live of shop",
                        "drain oak-02",
                        "hold build of shop / ci #1",
                        "cancel shop / ci #1");
        assertThat(all.get(3).reason()).isEqualTo("The wrong branch");
        assertThat(all.get(3).run()).isEqualTo(run.id());
        assertThat(all.get(2).job()).isEqualTo(build);
        assertThat(all).allMatch(AuditedCommand::pending);
    }

    @Test
    void onlyWhatIsAskedForIsTold() {
        CommandId first =
                insert(new NewCommand("cancel", "{}", "Wrong BRANCH", run.id(), null, null));
        insert(new NewCommand("rerun", "{}", null, run.id(), null, null));
        test.rows()
                .execute(
                        "update commands set state = 'refused', outcome = 'It has ended', executed_at = now(),"
                                + " created_at = created_at - interval '3 days',"
                                + " next_try_at = next_try_at - interval '3 days' where id = "
                                + first.value());

        assertThat(kinds(new CommandCriteria(null, "rerun", Set.of(), null, null)))
                .containsExactly("rerun");
        assertThat(kinds(new CommandCriteria(null, null, Set.of(CommandState.REFUSED), null, null)))
                .containsExactly("cancel");
        assertThat(kinds(new CommandCriteria(null, null, Set.of(), Duration.ofDays(1), null)))
                .containsExactly("rerun");
        assertThat(kinds(new CommandCriteria(null, null, Set.of(), null, "wrong branch")))
                .containsExactly("cancel");
        assertThat(kinds(new CommandCriteria("nobody", null, Set.of(), null, null))).isEmpty();
    }

    @Test
    void whatIsPendingComesHoweverOldItIs() {
        insert(new NewCommand("cancel", "{}", null, run.id(), null, null));
        for (int i = 0; i < 3; i++) {
            insert(new NewCommand("rerun", "{}", null, run.id(), null, null));
        }
        test.rows()
                .execute(
                        "update commands set state = 'done', outcome = 'Done', executed_at = now() where kind = 'rerun'");

        List<AuditedCommand> newest =
                database.statement(tx -> AuditViews.commands(tx, CommandCriteria.ALL, 2));
        assertThat(newest)
                .extracting(AuditedCommand::kind)
                .containsExactly("rerun", "rerun", "cancel");
    }

    @Test
    void whoMayLookSeesAllAndTakesBackNothing() {
        insert(new NewCommand("cancel", "{}", "Wrong branch", run.id(), null, null));

        List<AuditedCommand> seen =
                viewer.statement(tx -> AuditViews.commands(tx, CommandCriteria.ALL, 10));
        assertThat(seen).singleElement().satisfies(command -> assertThat(command.mine()).isFalse());
        assertThat(commands(CommandCriteria.ALL))
                .singleElement()
                .satisfies(command -> assertThat(command.mine()).isTrue());
    }

    private CommandId insert(NewCommand command) {
        return database.transaction(tx -> Commands.insert(tx, command));
    }

    private List<AuditedCommand> commands(CommandCriteria which) {
        return database.statement(tx -> AuditViews.commands(tx, which, 100));
    }

    private List<String> kinds(CommandCriteria which) {
        return commands(which).stream().map(AuditedCommand::kind).toList();
    }
}
