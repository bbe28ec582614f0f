package dev.minijenkin.server.hook;

/// How many bytes all requests together may hold. Thread-safe.
final class ByteBudget {
    private final long total;
    private long left; // Guarded by this.

    ByteBudget(long total) {
        this.total = total;
        this.left = total;
    }

    /// A share, to be given back by closing it.
    final class Share implements AutoCloseable {
        private long held; // Guarded by the budget.

        /// Takes more, where there is that much. What is larger than the whole budget is given
        /// where nobody else holds any of it.
        ///
        /// @return false: nothing was taken
        boolean take(long bytes) {
            synchronized (ByteBudget.this) {
                long wanted = Math.min(bytes, total - held);
                if (wanted > left) {
                    return false;
                }
                left -= wanted;
                held += wanted;
                return true;
            }
        }

        @Override
        public void close() {
            synchronized (ByteBudget.this) {
                left += held;
                held = 0;
            }
        }
    }

    Share share() {
        return new Share();
    }
}
