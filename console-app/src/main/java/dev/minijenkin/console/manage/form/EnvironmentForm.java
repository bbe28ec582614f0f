package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.console.manage.model.Managed;
import dev.minijenkin.db.deployment.EnvironmentRules;
import javafx.scene.control.TextField;

/// The form of the rules of an environment. FX thread only.
public final class EnvironmentForm {
    private static final int MOST_APPROVALS = 100;
    private static final int MOST_MINUTES = 43_200;

    private EnvironmentForm() {}

    public static void show(ManageDesk desk, Managed.OfEnvironment of) {
        EnvironmentRules now = of.rules();
        TextField approvals = new TextField(Integer.toString(now.review().approvals()));
        TextField reviewers = new TextField(String.join(", ", now.review().reviewers()));
        TextField minutes = new TextField(Integer.toString(now.waitMinutes()));
        TextField branches = new TextField(String.join(", ", now.refs().branches()));
        desk.show(
                new ManageForm(
                                "Rules of "
                                        + of.environment().name()
                                        + " of "
                                        + of.environment().repository(),
                                "Every deployment must meet them before it gets the lock. The other rules"
                                        + " stay as they are: mini-jenkin environment has all.",
                                "Set the rules",
                                false)
                        .with(
                                "How many people must approve",
                                approvals,
                                () -> FieldText.number(approvals.getText(), 0, MOST_APPROVALS))
                        .with("Who: database roles, with commas (empty: every operator)", reviewers)
                        .with(
                                "How many minutes each deployment waits",
                                minutes,
                                () -> FieldText.number(minutes.getText(), 0, MOST_MINUTES))
                        .with("Branches that may deploy, with commas (empty: all)", branches)
                        .asks(
                                () ->
                                        new ManageWish.SetRules(
                                                of.environment(),
                                                new EnvironmentRules(
                                                        new EnvironmentRules.Review(
                                                                FieldText.number(
                                                                        approvals.getText(),
                                                                        0,
                                                                        MOST_APPROVALS),
                                                                FieldText.words(
                                                                        reviewers.getText()),
                                                                now.review().refusesOwn()),
                                                        FieldText.number(
                                                                minutes.getText(), 0, MOST_MINUTES),
                                                        new EnvironmentRules.Refs(
                                                                FieldText.words(branches.getText()),
                                                                now.refs().tags()),
                                                        now.breakGlassRoles(),
                                                        now.keepsLockAfterFailure(),
                                                        now.refusesOlderCommits(),
                                                        now.retriesAfterLostRunner())),
                                desk::carryOut,
                                desk::close));
    }
}
