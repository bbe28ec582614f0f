package dev.minijenkin.cli;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.engine.key.KeyFileException;
import dev.minijenkin.instance.InstanceException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// The edge of the command line: a person sees one sentence, the log has the rest.
final class Failures implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        String sentence =
                switch (failure) {
                    case CommandFailureException expected -> expected.getMessage();
                    case InstanceException instance -> instance.getMessage();
                    case KeyFileException key -> key.getMessage();
                    case SealException seal -> seal.getMessage();
                    case DatabaseException database -> database.getMessage();
                    case UncheckedIOException io -> io.getMessage() + causeOf(io);
                    case IllegalArgumentException wrong -> wrong.getMessage();
                    default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
                };
        command.getErr().println("mini-jenkin: " + sentence);
        LOG.debug("{} failed", command.getCommandName(), failure);
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String causeOf(UncheckedIOException e) {
        return e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
    }
}
