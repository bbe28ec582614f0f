package dev.minijenkin.db.login;

import dev.minijenkin.db.EnumWords;

/// What a person may be; and guest runners, which are added and removed as people are.
public enum PersonRole {
    VIEWER,
    OPERATOR,
    ADMIN,
    GUEST_RUNNER;

    String databaseRole() {
        return "mj_" + EnumWords.of(this);
    }
}
