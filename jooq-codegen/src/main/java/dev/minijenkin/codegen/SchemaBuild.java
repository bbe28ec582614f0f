package dev.minijenkin.codegen;

import java.nio.file.Path;

/// Generates the typed schema: `Main MIGRATIONS OUTPUT PACKAGE`.
///
/// Nothing is done while the migrations and this tool are the same as the last time, so that a
/// build that changes no SQL does not pay for a PostgreSQL start.
public final class SchemaBuild {
    private SchemaBuild() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: Main MIGRATIONS OUTPUT PACKAGE");
            System.exit(2);
        }
        Path migrations = Path.of(arguments[0]);
        Path output = Path.of(arguments[1]);
        Fingerprint wanted = Fingerprint.of(migrations);
        if (wanted.equals(Fingerprint.recordedIn(output))) {
            System.out.println("Typed schema is up to date with " + migrations);
            return;
        }
        SchemaGenerator.generate(migrations, output, arguments[2]);
        wanted.recordIn(output);
        System.out.println("Typed schema generated from " + migrations);
    }
}
