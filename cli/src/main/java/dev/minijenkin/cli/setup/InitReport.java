package dev.minijenkin.cli.setup;

import dev.minijenkin.instance.FirstSetUp;
import java.io.PrintWriter;
import java.nio.file.Path;

/// What there is after `init`, and what to do next. Tells no password and no key.
final class InitReport {
    private InitReport() {}

    static void print(PrintWriter out, String admin, FirstSetUp.Made made) {
        out.println("The database is set up: schema, roles, keys, and the administrator " + admin);
        out.println();
        out.println("Files that only you can read:");
        out.printf("  %s  for servers: login, private key%n", made.server());
        for (Path runner : made.runners()) {
            out.printf("  %s  for runners: login, private key%n", runner);
        }
        Path ofAdmin = made.admin();
        if (ofAdmin != null) {
            out.printf("  %s  for %s: login%n", ofAdmin, admin);
        }
        out.printf(
                "  %s  the private keys once more: keep a copy where no job runs; 'mini-jenkin keys rotate' needs them%n",
                made.keys());
        out.println();
        out.println("Next:");
        out.println("1. Bring each file to its host, for root's eyes alone, and start there:");
        out.println(start(made.server(), "server --bind 0.0.0.0"));
        out.println(start(made.runners().getFirst(), "runner"));
        out.println(
                "   systemd reads such a file as EnvironmentFile: docs/how-to/several-hosts.md");
        out.println("2. As " + admin + ", add a repository, and people:");
        if (ofAdmin != null) {
            out.printf("     set -a; . %s; set +a%n", ofAdmin);
        }
        out.println(
                "     mini-jenkin repository add shop/web https://git.example.org/shop/web.git");
        out.println("     mini-jenkin user add ana --role operator");
        out.println("     mini-jenkin console");
        if (!made.superuser()) {
            out.println(
                    "3. No superuser did this: docs/security.md, \"How to set it up\", tells what one takes away from everybody.");
        }
        out.flush();
    }

    private static String start(Path file, String command) {
        return "     set -a; . %s; set +a; mini-jenkin %s".formatted(file, command);
    }
}
