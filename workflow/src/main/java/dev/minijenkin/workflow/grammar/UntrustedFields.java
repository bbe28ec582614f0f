package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import java.util.Arrays;
import java.util.List;

/// Fields of events that anybody can fill who may open an issue, push to a fork or name a branch.
public final class UntrustedFields {
    private static final String ANY = "*";

    private static final List<List<String>> PATHS =
            """
            github.head_ref
            github.event.comment.body
            github.event.commits.*.message
            github.event.commits.*.author.email
            github.event.commits.*.author.name
            github.event.discussion.body
            github.event.discussion.title
            github.event.head_commit.message
            github.event.head_commit.author.email
            github.event.head_commit.author.name
            github.event.issue.body
            github.event.issue.title
            github.event.pages.*.page_name
            github.event.pull_request.body
            github.event.pull_request.title
            github.event.pull_request.head.label
            github.event.pull_request.head.ref
            github.event.pull_request.head.repo.default_branch
            github.event.review.body
            github.event.review_comment.body
            github.event.workflow_run.display_title
            github.event.workflow_run.head_branch
            github.event.workflow_run.head_repository.description
            github.event.workflow_run.head_commit.author.email
            github.event.workflow_run.head_commit.author.name
            github.event.workflow_run.head_commit.message
            github.event.workflow_run.pull_requests.*.head.ref
            """
                    .lines()
                    .map(line -> Arrays.asList(line.split("\\.")))
                    .toList();

    private UntrustedFields() {}

    /// Whether a field is one of them, or holds one.
    public static boolean contain(FieldPath field) {
        return PATHS.stream().anyMatch(path -> meet(path, field.names()));
    }

    private static boolean meet(List<String> path, List<String> names) {
        if (names.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.equals(ANY)
                    && !path.get(i).equals(ANY)
                    && !OrdinalIgnoreCase.equal(name, path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
