package dev.minijenkin.db.view.api.repository;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("A repository whose hooks are accepted and whose workflows run")
public record ApiRepository(
        long id,
        @Meaning("Unique, ignoring case") String name,
        @Meaning("Where it is fetched from") String url,
        String defaultBranch,
        @Meaning("Commit of the default branch whose workflow files were read last; null: none was")
                @Nullable String defaultCommit,
        @Meaning("Whether .github/workflows is read where .mini-jenkin/workflows is not there")
                boolean readsGithubFolder,
        @Meaning("Share of the queue against other repositories") int weight,
        @Meaning(
                        "Whose pull requests from forks begin only when an operator released their runs: outsiders, first_time or new_to_host")
                String forkApproval,
        @Meaning("Which of its runs guest runners carry out, and nobody else: none, forks or all")
                String guestRuns,
        Instant createdAt) {}
