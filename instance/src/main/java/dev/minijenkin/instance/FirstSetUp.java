package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseLook;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.login.Password;
import dev.minijenkin.db.login.PersonRole;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.engine.key.KeyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes an empty database the one of a Mini-Jenkin: the schema, the logins of its processes, its
/// keys, its first administrator.
///
/// The schema comes first, each migration whole. All else is one transaction, whose keys say that
/// it was committed: what failed before can be done again, and what was done is not done twice.
/// Passwords and private keys lie in files that only their owner can read, and nowhere else.
public final class FirstSetUp {
    private static final int LEAST_VERSION = 17;

    private final DatabaseConfiguration database;
    private final KeyFolder keys;
    private final SetUpFolder folder;

    /// @param database as somebody who owns it and may create roles
    /// @param keys where the private keys are kept
    /// @param folder for a file for each process
    public FirstSetUp(DatabaseConfiguration database, KeyFolder keys, Path folder) {
        this.database = database;
        this.keys = keys;
        this.folder = new SetUpFolder(folder);
    }

    /// Who is to log in.
    ///
    /// @param server login of servers; empty: the name of the database with `_server` behind it
    /// @param runners logins of runners; none: one, the name of the database with `_runner`
    /// @param admin login of the first administrator
    /// @param adminPassword null: one is made, and lies in a file too
    public record Wanted(
            String server, List<String> runners, String admin, @Nullable Password adminPassword) {
        public Wanted {
            runners = List.copyOf(runners);
        }
    }

    /// What was made.
    ///
    /// @param server file of servers
    /// @param runners files of runners
    /// @param admin file of the administrator; null where a person knows the password
    /// @param superuser whether a superuser set it up, who left nothing to others
    public record Made(
            Path server, List<Path> runners, @Nullable Path admin, Path keys, boolean superuser) {
        public Made {
            runners = List.copyOf(runners);
        }
    }

    /// Whether it was set up before.
    ///
    /// @throws dev.minijenkin.db.DatabaseException where it cannot be reached
    public boolean isDone() {
        return DatabaseLook.at(database).setUp();
    }

    /// Sets it up.
    ///
    /// @throws InstanceException with a sentence, where it cannot be set up: nothing was changed
    /// @throws dev.minijenkin.db.DatabaseException where something fails: it can be done again
    public Made carryOut(Wanted wanted) {
        DatabaseLook look = DatabaseLook.at(database);
        refuse(look);
        Wanted named = named(wanted, look.database());
        folder.refuseWhatIsThere(files(named));
        try (Database open = Database.open(database, HintSink.NONE)) {
            // Before anything is made: roles are those of all databases of the server.
            open.run(tx -> refuseLogins(tx, named));
            SchemaMisfit.migrate(database);
            return made(open, named, look.superuser());
        }
    }

    private static void refuse(DatabaseLook look) {
        if (look.setUp()) {
            throw new InstanceException(
                    "The database %s is set up already: 'mini-jenkin user add' adds people, 'mini-jenkin migrate' brings it to a newer schema"
                            .formatted(look.database()));
        }
        if (look.version() < LEAST_VERSION) {
            throw new InstanceException(
                    "The server is PostgreSQL %d, and Mini-Jenkin needs %d or newer"
                            .formatted(look.version(), LEAST_VERSION));
        }
        if (look.replica()) {
            throw new InstanceException(
                    "The database %s is on a standby, where nothing can be written: name the primary server"
                            .formatted(look.database()));
        }
        if (!look.strangers().isEmpty()) {
            throw new InstanceException(
                    "The database %s is not empty (%s, …): make one of its own, with createdb"
                            .formatted(look.database(), look.strangers()));
        }
        if (!look.mayCreateRoles()) {
            throw new InstanceException(
                    "The role %1$s may not create roles: log in as one that may (--db-user), or let an administrator do: alter role %1$s createrole"
                            .formatted(look.login()));
        }
        if (!look.ownsDatabase()) {
            throw new InstanceException(
                    "The role %2$s does not own the database %1$s: let an administrator do: alter database %1$s owner to %2$s"
                            .formatted(look.database(), look.login()));
        }
    }

    private static Wanted named(Wanted wanted, String database) {
        return new Wanted(
                wanted.server().isEmpty() ? database + "_server" : wanted.server(),
                wanted.runners().isEmpty() ? List.of(database + "_runner") : wanted.runners(),
                wanted.admin(),
                wanted.adminPassword());
    }

    private static List<String> files(Wanted wanted) {
        List<String> logins = new ArrayList<>();
        logins.add(wanted.server());
        logins.addAll(wanted.runners());
        if (wanted.adminPassword() == null) {
            logins.add(wanted.admin());
        }
        return logins;
    }

    private static void refuseLogins(Tx tx, Wanted wanted) {
        List<String> all = new ArrayList<>(wanted.runners());
        all.add(wanted.server());
        all.add(wanted.admin());
        if (all.stream().distinct().count() < all.size()) {
            throw new InstanceException(
                    "Server, runners and administrator need logins of different names");
        }
        all.stream()
                .filter(login -> Logins.exists(tx, login))
                .findFirst()
                .ifPresent(login -> {
                    throw new InstanceException(
                            "There is a role %s already on this server: choose another name (--server, --runner, --admin), or drop it where it is left over"
                                    .formatted(login));
                });
    }

    private Made made(Database open, Wanted wanted, boolean superuser) {
        SecureRandom random = new SecureRandom();
        KeyPair ofServer = KeyPair.generate(KeyPurpose.SERVER);
        KeyPair ofRunner = KeyPair.generate(KeyPurpose.RUNNER);
        Password admin = wanted.adminPassword();
        Map<String, Map<String, String>> files = new LinkedHashMap<>();
        Map<String, Password> passwords = new LinkedHashMap<>();
        for (String login : files(wanted)) {
            Password password = Password.generate(random);
            passwords.put(login, password);
            files.put(login, variables(login, password));
        }
        variablesOf(files, wanted.server()).put("MINI_JENKIN_SERVER_KEY", ofServer.privateText());
        for (String runner : wanted.runners()) {
            variablesOf(files, runner).put("MINI_JENKIN_RUNNER_KEY", ofRunner.privateText());
        }
        boolean committed = false;
        List<Path> keyFiles = new ArrayList<>();
        try {
            keyFiles.add(keys.write(ofServer));
            keyFiles.add(keys.write(ofRunner));
            folder.prepare(files);
            open.runInTransaction(tx -> {
                EncryptionKeys.take(tx, ofServer.publicHalf());
                EncryptionKeys.take(tx, ofRunner.publicHalf());
                Logins.create(tx, wanted.server(), of(passwords, wanted.server()), "mj_server");
                for (String runner : wanted.runners()) {
                    Logins.create(tx, runner, of(passwords, runner), "mj_runner");
                }
                Logins.addPerson(
                        tx,
                        wanted.admin(),
                        admin == null ? of(passwords, wanted.admin()) : admin,
                        PersonRole.ADMIN);
            });
            committed = true;
        } finally {
            if (!committed) {
                folder.forget(files.keySet());
                keyFiles.forEach(FirstSetUp::delete);
            }
        }
        folder.take(files.keySet());
        return new Made(
                folder.file(wanted.server()),
                wanted.runners().stream().map(folder::file).toList(),
                admin == null ? folder.file(wanted.admin()) : null,
                keys.folder(),
                superuser);
    }

    private Map<String, String> variables(String login, Password password) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("MINI_JENKIN_DB", database.url().replaceFirst("^jdbc:", ""));
        variables.put("MINI_JENKIN_DB_USER", login);
        variables.put("MINI_JENKIN_DB_PASSWORD", password.text());
        return variables;
    }

    private static Map<String, String> variablesOf(
            Map<String, Map<String, String>> files, String login) {
        return files.computeIfAbsent(login, _ -> new LinkedHashMap<>());
    }

    private static Password of(Map<String, Password> passwords, String login) {
        Password password = passwords.get(login);
        if (password == null) {
            throw new IllegalStateException("No password was made for " + login);
        }
        return password;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A key that is not in use cannot be deleted: " + file, e);
        }
    }
}
