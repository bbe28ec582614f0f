package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.instance.SchemaMisfit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `mini-jenkin migrate`
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Brings the database to the schema of this version.")
public final class MigrateCommand implements Runnable {
    @Mixin private DatabaseOptions database;
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        int count = SchemaMisfit.migrate(database.configuration("migrate"));
        spec.commandLine()
                .getOut()
                .println(
                        switch (count) {
                            case 0 -> "The schema is up to date.";
                            case 1 -> "Carried out 1 migration.";
                            default -> "Carried out " + count + " migrations.";
                        });
    }
}
