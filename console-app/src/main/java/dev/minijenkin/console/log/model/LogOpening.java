package dev.minijenkin.console.log.model;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long a person waits for a log, told once each: until all of its lines have their rows, and
/// until all have been read. FX thread only.
final class LogOpening {
    private static final Logger LOG = LoggerFactory.getLogger(LogOpening.class);

    private long began = System.nanoTime();
    private boolean there;
    private boolean read;

    /// A log is opened now.
    void begin() {
        began = System.nanoTime();
        there = false;
        read = false;
    }

    /// Lines have come.
    ///
    /// @param whole whether nothing is left to be read
    /// @return whether that is so for the first time
    boolean came(int lines, boolean whole) {
        if (!there) {
            there = true;
            LOG.info("The log is there: {} lines after {} ms", lines, waited());
        }
        boolean first = whole && !read;
        if (first) {
            read = true;
            LOG.info("The log is read: {} lines after {} ms", lines, waited());
        }
        return first;
    }

    private long waited() {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
