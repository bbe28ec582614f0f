package dev.minijenkin.db.notify;

import java.util.Locale;

/// What a hint is about; the ids say which.
public enum Topic {
    /// Jobs became claimable; ids of label sets.
    QUEUE,
    /// A label set was seen for the first time; its id.
    LABEL_SET,
    /// A run was created or changed; its id.
    RUN,
    /// Chunks were appended to the log of a job of a watched run; ids of runs.
    LOG,
    /// A command waits; its id.
    COMMAND,
    /// A delivery waits or changed; its id.
    DELIVERY,
    /// Somebody waits for a message; its id.
    MESSAGE,
    /// A guest runner reported something; its claim.
    GUEST,
    /// A guest runner waits for the secrets of its job; its claim.
    SECRET,
    /// A runner came, left, or is asked for something (cancel, drain); its id.
    RUNNER;

    String channel() {
        return "mj_" + name().toLowerCase(Locale.ROOT);
    }

    static Topic ofChannel(String channel) {
        return valueOf(channel.substring(3).toUpperCase(Locale.ROOT));
    }
}
