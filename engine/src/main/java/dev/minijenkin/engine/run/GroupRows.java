package dev.minijenkin.engine.run;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.plan.text.GuardTexts.Group;

/// Concurrency groups as rows.
public final class GroupRows {
    private GroupRows() {}

    /// Names are the same whatever the case of their letters.
    public static GroupName named(RepositoryId repository, String name) {
        return new GroupName(repository, OrdinalIgnoreCase.fold(PostgresText.text(name)));
    }

    public static GroupRules rules(Group group) {
        return new GroupRules(group.name(), group.cancels(), group.inLine());
    }
}
