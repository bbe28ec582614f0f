package dev.minijenkin.cli.host;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.cli.part.KeyOptions;
import dev.minijenkin.cli.part.SignalHandlers;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.server.Server;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin server`
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Takes the hooks of git hosts and starts runs from them.")
public final class ServerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

    @Mixin private DatabaseOptions database;
    @Mixin private ServerOptions server;
    @Mixin private HomeOption home;
    @Mixin private KeyOptions keys;

    @Override
    public Integer call() throws InterruptedException {
        SignalHandlers signals = SignalHandlers.taken();
        try (DatabaseAccess access =
                        DatabaseAccess.open(database.configuration("server"), Server.TOPICS);
                Server running =
                        Server.start(
                                server.configuration(home.home(), keys.server(home.home())),
                                access.database(),
                                access.listener())) {
            signals.awaitFirst();
            LOG.info("Stopping the server on port {}", running.port());
        }
        return 0;
    }
}
