package dev.minijenkin.console.connection;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.db.ConnectionFinding;
import dev.minijenkin.db.DatabaseConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The saved profiles and what is done with them. FX thread only; files, keyring and databases are
/// asked on workers.
public final class Connections {
    private static final String LOCAL = "local instance";

    private final Background background;
    // Which database is to be opened: whoever chose another one meanwhile does not want this one.
    private final Latest<Runnable> opening;
    private final ProfileFile file;
    private final Passwords passwords;
    private final Function<DatabaseConfiguration, ConnectionFinding> check;
    private final Consumer<ConnectionTarget> open;
    private final Optional<LocalInstanceStarter> local;
    private final ObservableList<Profile> profiles = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<Profile>> current =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /// Where profiles, passwords and a local instance come from.
    public record Sources(
            ProfileFile file,
            Passwords passwords,
            Function<DatabaseConfiguration, ConnectionFinding> check,
            Optional<LocalInstanceStarter> local) {}

    /// The profiles as the file has them.
    ///
    /// @param open shows the console on a database
    public Connections(Background background, Sources sources, Consumer<ConnectionTarget> open) {
        this.background = background;
        this.opening = new Latest<>(background, Duration.ZERO);
        this.file = sources.file();
        this.passwords = sources.passwords();
        this.check = sources.check();
        this.local = sources.local();
        this.open = open;
        this.profiles.setAll(file.read());
    }

    /// The one that was used last comes first.
    public ObservableList<Profile> profiles() {
        return profiles;
    }

    /// The profile that the console looks through now; empty where it was opened by an address.
    public ReadOnlyObjectProperty<Optional<Profile>> currentProperty() {
        return current.getReadOnlyProperty();
    }

    boolean hasKeyring() {
        return passwords.hasKeyring();
    }

    boolean canStartLocally() {
        return local.isPresent();
    }

    /// Logs in with what is filled in, and tells what is found.
    void test(Profile profile, String password, Consumer<ConnectionMessage> then) {
        background.read(
                () -> {
                    DatabaseConfiguration where =
                            profile.configuration(
                                    password.isEmpty() ? passwords.of(profile) : password);
                    return ConnectionMessage.of(check.apply(where), where);
                },
                then);
    }

    /// Opens a profile with the password that is known of it.
    public void connect(Profile profile) {
        opening.ask(
                stale -> {
                    String password = passwords.of(profile);
                    return () -> opened(profile, password);
                },
                Runnable::run);
    }

    /// Saves a profile in the place of another one, and opens it.
    void connect(Optional<Profile> before, Profile next, Secret secret) {
        opening.cancel();
        save(
                before,
                next,
                secret,
                kept -> {
                    if (secret.password().isEmpty()) {
                        connect(next);
                    } else {
                        opened(next, secret.password());
                    }
                });
    }

    /// What a person typed as the password.
    ///
    /// @param inKeyring whether the desktop is to keep it
    record Secret(String password, boolean inKeyring) {}

    /// @param then is told whether the keyring took the password, where it was to
    void save(Optional<Profile> before, Profile next, Secret secret, Consumer<Boolean> then) {
        List<Profile> all = new ArrayList<>(profiles);
        int at = before.map(all::indexOf).orElse(0);
        before.ifPresent(all::remove);
        all.removeIf(other -> other.name().equals(next.name()));
        all.add(Math.clamp(at, 0, all.size()), next);
        List<Profile> saved = List.copyOf(all);
        background.read(
                () -> {
                    file.write(saved);
                    return secret.password().isEmpty()
                            || passwords.remember(next, secret.password(), secret.inKeyring());
                },
                kept -> {
                    profiles.setAll(saved);
                    then.accept(kept);
                });
    }

    void remove(Profile profile) {
        List<Profile> saved = profiles.stream().filter(other -> !other.equals(profile)).toList();
        background.read(
                () -> {
                    passwords.forget(profile);
                    file.write(saved);
                    return saved;
                },
                profiles::setAll);
    }

    /// Starts a local instance and opens it.
    ///
    /// @param failed is told in one sentence why it does not start
    void startLocally(Consumer<String> failed) {
        local.ifPresent(instance ->
                opening.ask(
                        stale -> {
                            DatabaseConfiguration where = instance.start();
                            return () -> {
                                current.set(Optional.empty());
                                open.accept(new ConnectionTarget(LOCAL, where));
                            };
                        },
                        Runnable::run,
                        error -> failed.accept(String.valueOf(error.getMessage()))));
    }

    private void opened(Profile profile, String password) {
        current.set(Optional.of(profile));
        if (profiles.indexOf(profile) > 0) {
            List<Profile> inOrder = new ArrayList<>(profiles);
            inOrder.remove(profile);
            inOrder.addFirst(profile);
            profiles.setAll(inOrder);
            background.read(
                    () -> {
                        file.write(inOrder);
                        return true;
                    },
                    done -> {});
        }
        open.accept(new ConnectionTarget(profile.name(), profile.configuration(password)));
    }
}
