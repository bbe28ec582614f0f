package dev.minijenkin.engine.advance;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.plan.GuardTexts.Group;

/// The concurrency group of a run as a whole.
public final class RunGroup {
    private RunGroup() {}

    /// An attempt of a run begins: it goes on, or waits in its group until [GroupHandover] lets it
    /// on.
    public static void begin(Tx tx, Run run) {
        GroupRules group = run.group();
        if (group == null) {
            Advance.run(tx, run);
            return;
        }
        NewMember member =
                new NewMember(named(run.repository(), group.name()), group, run.id(), null);
        Runs.await(tx, run.id(), "Waits for the concurrency group `%s`".formatted(group.name()));
        Groups.enter(tx, member);
        tx.afterCommit(new GroupHandover(member.group()));
    }

    /// The run has ended.
    static void leave(Tx tx, Run run) {
        if (run.group() != null) {
            Groups.leave(tx, run.id()).ifPresent(group -> tx.afterCommit(new GroupHandover(group)));
        }
    }

    static GroupName named(RepositoryId repository, String name) {
        return new GroupName(repository, OrdinalIgnoreCase.fold(PostgresText.text(name)));
    }

    public static GroupRules rules(Group group) {
        return new GroupRules(group.name(), group.cancels(), group.inLine());
    }
}
