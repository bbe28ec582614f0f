package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.advance.EngineBench;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ChangeRepositoryTest {
    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);

    @Test
    void eachSettingIsChangedByItself() {
        assertThat(said(CommandArguments.guests("forks")))
                .isEqualTo(
                        "DONE Runs of pull requests from forks of team/shop are for guest runners, and for no others. Its forks that wait: outsiders");
        assertThat(said(CommandArguments.forks("new_to_host"))).startsWith("DONE Runs of pull");
        assertThat(repository().guestRuns()).isEqualTo(GuestRuns.FORKS);
        assertThat(repository().forkApproval()).isEqualTo(ForkApproval.NEW_TO_HOST);
    }

    @Test
    void whatIsNoSettingChangesNothing() {
        assertThat(said(CommandArguments.guests("some")))
                .isEqualTo("REFUSED Runs for guests are none, forks or all");
        assertThat(said(CommandArguments.forks("all")))
                .isEqualTo("REFUSED Forks that wait are outsiders, first_time or new_to_host");
        assertThat(said(CommandArguments.guests("all"), null))
                .isEqualTo("REFUSED The command names no repository that is registered");
        assertThat(repository().guestRuns()).isEqualTo(GuestRuns.NONE);
    }

    @Test
    void whoIsNoAdministratorChangesNothing() {
        CommandId command =
                bench.person("mj_olga")
                        .statement(tx ->
                                Commands.insert(
                                        tx,
                                        new NewCommand(
                                                "change_repository",
                                                CommandArguments.guests("all"),
                                                null,
                                                null,
                                                null,
                                                bench.repository().id())));

        assertThat(wishes.said(command))
                .isEqualTo("REFUSED mj_olga may not change repositories: administrators may");
        assertThat(repository().guestRuns()).isEqualTo(GuestRuns.NONE);
    }

    private Repository repository() {
        return bench.in(tx -> Repositories.find(tx, bench.repository().id())).orElseThrow();
    }

    private String said(String arguments) {
        return said(arguments, bench.repository().id());
    }

    private String said(String arguments, @Nullable RepositoryId repository) {
        return wishes.said(
                wishes.insert(
                        new NewCommand(
                                "change_repository", arguments, null, null, null, repository)));
    }
}
