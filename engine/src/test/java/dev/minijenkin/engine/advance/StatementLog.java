package dev.minijenkin.engine.advance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// The statements that one thread sends to the database, as jOOQ's log tells them.
final class StatementLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.jooq.tools.LoggerListener");
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final String thread = Thread.currentThread().getName();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    String message = event.getFormattedMessage();
                    if (event.getThreadName().equals(thread) && message.startsWith("Executing")) {
                        statements.add(message.substring(message.indexOf(':') + 1).strip());
                    }
                }
            };

    StatementLog() {
        appender.start();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
        appender.stop();
    }
}
