package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.ManageText;
import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.db.repository.BranchName;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.repository.RepositoryName;
import dev.minijenkin.db.repository.RepositoryUrl;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/// Forms of repositories. FX thread only.
public final class RepositoryForms {
    private static final String FOLDER =
            "Read .github/workflows where .mini-jenkin/workflows is missing";

    private final ManageDesk desk;

    public RepositoryForms(ManageDesk desk) {
        this.desk = desk;
    }

    public void add() {
        TextField name = new TextField();
        name.setPromptText("shop/web");
        TextField url = new TextField();
        url.setPromptText(
                "https://github.com/shop/web.git, git@host:shop/web.git, /srv/git/web.git");
        TextField branch = new TextField("main");
        CheckBox folder = new CheckBox(FOLDER);
        desk.show(
                new ManageForm(
                                "New repository",
                                "Its pushes start runs once its git host sends them to the hook, whose"
                                        + " address and secret are shown next. The host is told from the URL and"
                                        + " from what it sends.",
                                "Register it",
                                false)
                        .with("Name", name, () -> checkNew(name.getText().strip()))
                        .with(
                                "URL that servers and runners fetch from",
                                url,
                                () -> RepositoryUrl.check(url.getText().strip()))
                        .with("Default branch", branch, () -> check(branch))
                        .with("", folder)
                        .asks(
                                () ->
                                        new ManageWish.AddRepository(
                                                name.getText().strip(),
                                                url.getText().strip(),
                                                branch.getText().strip(),
                                                folder.isSelected()),
                                desk::carryOut,
                                desk::close));
    }

    public void change(Repository repository) {
        TextField url = new TextField(repository.url());
        TextField branch = new TextField(repository.defaultBranch());
        CheckBox folder = new CheckBox(FOLDER);
        folder.setSelected(repository.readsGithubFolder());
        ComboBox<String> whose = new ComboBox<>();
        for (ForkApproval approval : ForkApproval.values()) {
            whose.getItems().add(ManageText.meaning(approval));
        }
        whose.setValue(ManageText.meaning(repository.forkApproval()));
        ComboBox<String> guests = new ComboBox<>();
        for (GuestRuns which : GuestRuns.values()) {
            guests.getItems().add(ManageText.meaning(which));
        }
        guests.setValue(ManageText.meaning(repository.guestRuns()));
        CheckBox secret =
                new CheckBox("Another secret for its hook: the one of now counts no more");
        desk.show(
                new ManageForm(
                                "Change " + repository.name(),
                                "What is under way goes on with what it began with.",
                                "Change it",
                                false)
                        .with(
                                "URL that servers and runners fetch from",
                                url,
                                () -> RepositoryUrl.check(url.getText().strip()))
                        .with("Default branch", branch, () -> check(branch))
                        .with("Whose pull requests from forks wait for an operator", whose)
                        .with("Which of its runs guest runners carry out, and nobody else", guests)
                        .with("", folder)
                        .with("", secret)
                        .asks(
                                () ->
                                        new ManageWish.ChangeRepository(
                                                repository,
                                                new ManageWish.RepositoryValues(
                                                        url.getText().strip(),
                                                        branch.getText().strip(),
                                                        folder.isSelected(),
                                                        ManageText.forks(whose.getValue()),
                                                        ManageText.guests(guests.getValue())),
                                                secret.isSelected()),
                                desk::carryOut,
                                desk::close));
    }

    /// It takes all history with it: who does that writes the name.
    public void remove(Repository repository) {
        TextField name = new TextField();
        desk.show(
                new ManageForm(
                                "Remove " + repository.name() + "?",
                                "All of its runs, logs, artifacts, environments, secrets and variables go"
                                        + " with it, for good. Not while one of its runs is open.",
                                "Remove it for good",
                                true)
                        .with(
                                "Write its name, " + repository.name(),
                                name,
                                () -> {
                                    if (!name.getText().strip().equals(repository.name())) {
                                        throw new IllegalArgumentException(
                                                "That is not its name: " + repository.name());
                                    }
                                })
                        .asks(
                                () -> new ManageWish.RemoveRepository(repository),
                                desk::carryOut,
                                desk::close));
    }

    private void checkNew(String name) {
        RepositoryName.check(name);
        if (desk.repositories().stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "There is a repository " + name + " already: change that one");
        }
    }

    private static void check(TextField branch) {
        BranchName.check(branch.getText().strip());
    }
}
