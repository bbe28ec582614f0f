package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.doctor.Doctor;
import dev.minijenkin.db.doctor.DoctorFinding;
import dev.minijenkin.db.doctor.DoctorFinding.Severity;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mini-jenkin doctor`
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what hurts the database of an installation, or soon will, and says what to do.",
            "The exit code is 0 where nothing is found, 1 where something hurts now, 3 where it soon may."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final int SOON = 3;

    @Mixin private DatabaseOptions database;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        try (Database open = Database.open(database.configuration("doctor"), HintSink.NONE)) {
            List<DoctorFinding> findings =
                    open.statement(tx -> Doctor.examine(tx, InstantSource.system()));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(toJson(findings));
            } else {
                findings.forEach(finding -> print(finding, out));
                out.println(sum(findings));
            }
            out.flush();
            return exitCode(findings);
        }
    }

    private static String sum(List<DoctorFinding> findings) {
        long now = count(findings, Severity.NOW);
        long found = now + count(findings, Severity.SOON);
        return found == 0
                ? "Nothing is found."
                : "%d found, %d of them hurt now.".formatted(found, now);
    }

    static int exitCode(List<DoctorFinding> findings) {
        if (count(findings, Severity.NOW) > 0) {
            return 1;
        }
        return count(findings, Severity.SOON) > 0 ? SOON : 0;
    }

    private static long count(List<DoctorFinding> findings, Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }

    private static void print(DoctorFinding finding, PrintWriter out) {
        out.println(
                "%-4s %s: %s.".formatted(finding.severity().name(), finding.id(), finding.what()));
        out.println("     " + finding.fix() + ".");
    }

    private static String toJson(List<DoctorFinding> findings) {
        return Json.text(
                ObjectValue.ignoringCase(
                        Map.of(
                                "findings",
                                ArrayValue.of(
                                        findings.stream().map(DoctorCommand::value).toList()))));
    }

    private static Value value(DoctorFinding finding) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("id", Value.of(finding.id()));
        fields.put("urgent", Value.of(finding.urgent()));
        fields.put("severity", Value.of(EnumWords.of(finding.severity())));
        fields.put("what", Value.of(finding.what()));
        fields.put("fix", Value.of(finding.fix()));
        return ObjectValue.ignoringCase(fields);
    }
}
