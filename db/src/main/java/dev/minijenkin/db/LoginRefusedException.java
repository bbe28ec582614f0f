package dev.minijenkin.db;

/// A person was not let in: the password is wrong, there is no such role, the role may not log in,
/// or the database asks for no password.
public final class LoginRefusedException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public LoginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
