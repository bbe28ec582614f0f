package dev.minijenkin.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.server.housekeeping.Chores;
import org.jspecify.annotations.NullMarked;

@NullMarked
final class Servers {
    private Servers() {}

    static Server start(ServerConfiguration configuration, Database database, Listener listener) {
        return Server.start(
                configuration,
                database,
                listener,
                new OneJobPlanner(),
                new Chores() {
                    @Override
                    public void executeCommands() {}

                    @Override
                    public void releaseLostClaims() {}
                });
    }
}
