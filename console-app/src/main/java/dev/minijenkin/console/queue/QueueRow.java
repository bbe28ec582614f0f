package dev.minijenkin.console.queue;

import dev.minijenkin.db.view.queue.QueuedWork;

/// A row of the queue.
sealed interface QueueRow {
    /// What tells it apart from the others.
    Object key();

    /// The head of a group.
    ///
    /// @param open whether its rows are shown
    record OfGroup(QueueGroup group, int count, boolean open) implements QueueRow {
        @Override
        public Object key() {
            return group;
        }
    }

    /// A job, or a run as a whole.
    record OfWork(QueuedWork work, QueueGroup group, boolean marked) implements QueueRow {
        @Override
        public Object key() {
            return work.key();
        }
    }
}
