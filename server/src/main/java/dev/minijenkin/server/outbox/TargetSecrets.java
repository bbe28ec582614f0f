package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.TakenMessage.Receiver;

/// Opens the secrets of targets, which only servers can.
@FunctionalInterface
public interface TargetSecrets {
    /// The secret of a target.
    ///
    /// @throws SecretUnavailableException with a sentence for a person where it cannot be opened
    String open(Receiver receiver) throws SecretUnavailableException;

    /// This process cannot open it; another may.
    final class SecretUnavailableException extends Exception {
        private static final long serialVersionUID = 1;

        public SecretUnavailableException(String sentence) {
            super(sentence);
        }

        public SecretUnavailableException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
