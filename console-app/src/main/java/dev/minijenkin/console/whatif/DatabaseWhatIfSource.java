package dev.minijenkin.console.whatif;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.whatif.CancelEffect;
import dev.minijenkin.db.view.whatif.CancelEffects;

/// What a question asks of the database. Called on workers.
public final class DatabaseWhatIfSource implements WhatIfSource {
    private final Database database;

    public DatabaseWhatIfSource(Database database) {
        this.database = database;
    }

    @Override
    public CancelEffect ofCancel(RunId run) {
        return database.transaction(tx -> CancelEffects.ofRun(tx, run));
    }
}
