package dev.minijenkin.db;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import org.jooq.impl.DSL;

/// Database roles with which processes and people log in: each is a member of a role of the
/// product, and may what that one may.
public final class Logins {
    private Logins() {}

    /// Makes a login.
    ///
    /// @param role of the product: `mj_server`, `mj_runner`, `mj_operator`
    public static void create(Tx tx, String login, String password, String role) {
        tx.sql()
                .execute(
                        DSL.sql(
                                "create role {0} login password {1} in role {2}",
                                name(login), inline(password), name(role)));
    }
}
