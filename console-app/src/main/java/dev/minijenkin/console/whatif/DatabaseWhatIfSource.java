package dev.minijenkin.console.whatif;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.whatif.CancelEffect;
import dev.minijenkin.db.view.whatif.CancelEffects;
import dev.minijenkin.db.view.whatif.LimitEffect;
import dev.minijenkin.db.view.whatif.LimitEffects;
import dev.minijenkin.db.view.whatif.PriorityEffect;
import dev.minijenkin.db.view.whatif.PriorityEffects;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

    @Override
    public PriorityEffect ofPriority(List<RunId> runs, int priority) {
        return database.transaction(tx -> PriorityEffects.of(tx, runs, priority));
    }

    @Override
    public LimitEffect ofLimit(
            @Nullable String repository, @Nullable String label, OptionalInt most) {
        return database.transaction(tx ->
                label == null
                        ? LimitEffects.ofRepository(tx, String.valueOf(repository), most)
                        : LimitEffects.ofLabel(tx, label, most));
    }
}
