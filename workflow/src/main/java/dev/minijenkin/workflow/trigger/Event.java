package dev.minijenkin.workflow.trigger;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that happened, as far as triggers look at it.
///
/// @param name in workflow files: `push`, `pull_request`
/// @param activity what happened to the thing: `opened`; for `repository_dispatch` the type that
///   the sender chose, for `schedule` the cron expression; empty where there is none
/// @param ref full ref: `refs/heads/main`, `refs/tags/v1`, `refs/pull/7/head`; empty: the default
///   branch
/// @param commitMessage of the head commit; empty where there is none
/// @param changedFiles paths in the repository, asked for only where a filter needs them; empty
///   where they are not known, which lets every filter pass
public record Event(
        String name,
        String activity,
        String ref,
        Subject subject,
        String commitMessage,
        Supplier<Optional<List<String>>> changedFiles) {
    /// What it is about.
    public sealed interface Subject {
        /// The ref, or the repository as a whole.
        record Ref() implements Subject {}

        /// A pull request, or a merge request.
        ///
        /// @param headRef branch that it comes from
        /// @param baseRef branch that it goes to
        record PullRequest(String headRef, String baseRef) implements Subject {}

        /// A run of another workflow of the repository.
        ///
        /// @param workflow its name
        record OtherRun(String workflow, String branch) implements Subject {}
    }

    /// As far as it is known before its commit is ([#at]).
    public static Event of(String name, String activity, String ref, Subject subject) {
        return new Event(name, activity, ref, subject, "", Optional::empty);
    }

    /// The same, about nothing but its ref.
    public static Event of(String name, String activity, String ref) {
        return of(name, activity, ref, new Subject.Ref());
    }

    /// A ref was moved or made.
    public static Event push(String ref) {
        return of("push", "", ref);
    }

    /// The same under another name.
    public Event named(String other) {
        return new Event(other, activity, ref, subject, commitMessage, changedFiles);
    }

    /// The same at a commit.
    ///
    /// @param fullRef that names the commit
    public Event at(String fullRef, String message, Supplier<Optional<List<String>>> changed) {
        return new Event(name, activity, fullRef, subject, message, changed);
    }

    /// Branch that a pull request comes from; empty for other events.
    public String headRef() {
        return subject instanceof Subject.PullRequest(String head, _) ? head : "";
    }

    /// Branch that a pull request goes to; empty for other events.
    public String baseRef() {
        return subject instanceof Subject.PullRequest(_, String base) ? base : "";
    }

    /// Which branch filters look at: the target of a pull request, the branch of another run; empty
    /// where they look at the ref.
    String branch() {
        return switch (subject) {
            case Subject.Ref() -> "";
            case Subject.PullRequest(_, String base) -> base;
            case Subject.OtherRun(_, String branch) -> branch;
        };
    }

    /// Name of the workflow whose run it is about; empty for other events.
    String workflow() {
        return subject instanceof Subject.OtherRun(String workflow, _) ? workflow : "";
    }

    boolean isTag() {
        return RefNames.isTag(ref);
    }

    String refName() {
        return RefNames.brief(ref);
    }
}
