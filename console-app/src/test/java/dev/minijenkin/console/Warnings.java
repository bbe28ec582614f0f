package dev.minijenkin.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Listens to all that the console may complain of: warnings of JavaFX (style sheets, layout), its
/// own, and exceptions that nobody caught.
final class Warnings implements AutoCloseable {
    private static final String OURS = "dev.minijenkin.console";

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Handler ofJavaFx = new OfJavaFx();
    private final OfConsole ofConsole = new OfConsole();
    private final @Nullable UncaughtExceptionHandler before =
            Thread.getDefaultUncaughtExceptionHandler();

    Warnings() {
        Logger.getLogger("").addHandler(ofJavaFx);
        ofConsole.start();
        console().addAppender(ofConsole);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            if (isOfPlatform(e)) {
                return;
            }
            e.printStackTrace();
            all.add("Uncaught in " + thread.getName() + ": " + e);
        });
    }

    /// The headless platform may go on painting the old size of a window into the new one, and fail
    /// at that; no desktop does.
    private static boolean isOfPlatform(Throwable e) {
        return e instanceof IndexOutOfBoundsException
                && Arrays.stream(e.getStackTrace())
                        .anyMatch(at ->
                                at.getClassName()
                                        .startsWith("com.sun.glass.ui.headless.HeadlessWindow"));
    }

    List<String> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(ofJavaFx);
        console().detachAppender(ofConsole);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private static ch.qos.logback.classic.Logger console() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(OURS);
    }

    private final class OfJavaFx extends Handler {
        @Override
        public void publish(LogRecord logged) {
            // Tests have JavaFX on the class path; the launch script puts it on the module path.
            boolean ofTests = logged.getMessage().startsWith("Unsupported JavaFX configuration");
            if (logged.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()
                    && !ofTests) {
                all.add(logged.getLoggerName() + ": " + logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final class OfConsole extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            // The tests' own figures are logged too.
            boolean ofTest = event.getLoggerName().endsWith("Test");
            if (event.getLevel().isGreaterOrEqual(Level.WARN) && !ofTest) {
                all.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }
    }
}
