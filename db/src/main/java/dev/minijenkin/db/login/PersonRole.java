package dev.minijenkin.db.login;

import dev.minijenkin.db.EnumWords;

/// What a person may be.
public enum PersonRole {
    VIEWER,
    OPERATOR,
    ADMIN;

    String databaseRole() {
        return "mj_" + EnumWords.of(this);
    }
}
