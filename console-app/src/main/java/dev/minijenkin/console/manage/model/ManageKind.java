package dev.minijenkin.console.manage.model;

/// What is managed.
public enum ManageKind {
    SECRETS("Secrets"),
    VARIABLES("Variables"),
    ENVIRONMENTS("Environments"),
    TARGETS("Targets"),
    TOKENS("Tokens"),
    REPOSITORIES("Repositories"),
    LIMITS("Limits"),
    RUNNERS("Runners");

    private final String word;

    ManageKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
