package dev.minijenkin.db.view.delivery;

import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.Target;
import java.util.List;

/// What goes out, as one reading brought it.
///
/// @param messages the newest first
public record OutgoingView(List<Message> messages, List<Target> targets) {}
