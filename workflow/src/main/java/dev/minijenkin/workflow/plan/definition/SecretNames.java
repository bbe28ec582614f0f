package dev.minijenkin.workflow.plan.definition;

import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which secrets a job names, so that its runner gets those and no others.
///
/// @param all whether it may need any: it has `secrets` as a whole, or a computed name
/// @param names in upper case, in their order; what a job gets without anybody's secret is not
///   among them
public record SecretNames(boolean all, List<String> names) {
    public static final SecretNames NONE = new SecretNames(false, List.of());

    private static final String CONTEXT = "secrets";
    private static final Pattern MENTION = Pattern.compile(CONTEXT, Pattern.CASE_INSENSITIVE);

    /// The token of a job is no secret that somebody set.
    private static final String TOKEN = "GITHUB_TOKEN";

    public SecretNames {
        names = List.copyOf(names);
    }

    /// Those that some texts name.
    public static SecretNames in(Collection<String> texts) {
        Set<String> names = new TreeSet<>();
        boolean all = false;
        for (String text : texts) {
            if (Template.isTemplate(text) && MENTION.matcher(text).find()) {
                all |= collect(text, names);
            }
        }
        return of(all, names);
    }

    /// Those that steps, variables, outputs and containers of a job name.
    public static SecretNames of(
            Map<String, String> env,
            RunDefaults defaults,
            List<StepDefinition> steps,
            Map<String, String> outputs,
            JobContainers containers) {
        List<String> texts = new ArrayList<>(env.values());
        texts.add(defaults.shell());
        texts.add(defaults.workingDirectory());
        steps.forEach(step -> addTexts(step, texts));
        texts.addAll(outputs.values());
        texts.addAll(containers.texts());
        return in(texts);
    }

    /// Those that it takes to make what a called job names.
    ///
    /// @param passed by its callers, the outermost first
    SecretNames through(List<PassedSecrets> passed) {
        SecretNames needed = this;
        for (PassedSecrets level : passed.reversed()) {
            needed = in(needed.textsOf(level));
        }
        return needed;
    }

    /// Whether the job needs nobody to open anything.
    public boolean isNone() {
        return !all && names.isEmpty();
    }

    private List<String> textsOf(PassedSecrets level) {
        return level.texts().entrySet().stream()
                .filter(entry -> all || names.contains(upper(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void addTexts(StepDefinition step, List<String> texts) {
        StepDefinition.StepHead head = step.head();
        texts.add(head.name());
        texts.add(head.condition());
        texts.add(head.timeoutMinutes());
        texts.add(head.continueOnError());
        texts.addAll(head.env().values());
        switch (step) {
            case StepDefinition.Run(_, String script, String shell, String workingDirectory) ->
                    texts.addAll(List.of(script, shell, workingDirectory));
            case StepDefinition.Uses(_, _, Map<String, String> with) -> texts.addAll(with.values());
            case StepDefinition.Background(StepDefinition beside) -> addTexts(beside, texts);
            case StepDefinition.Wait _, StepDefinition.Cancel _ -> {
                // They say nothing else.
            }
        }
    }

    /// Whether the text may need any.
    private static boolean collect(String text, Set<String> names) {
        boolean all = false;
        try {
            for (Expression expression : Template.parse(text).expressions()) {
                for (FieldPath path : expression.fields()) {
                    if (upper(path.names().getFirst()).equals(upper(CONTEXT))) {
                        all |= path.isWhole(1);
                        path.names().stream()
                                .skip(1)
                                .limit(1)
                                .map(SecretNames::upper)
                                .forEach(names::add);
                    }
                }
            }
        } catch (ExpressionException _) {
            // Nobody evaluates it.
        }
        return all;
    }

    private static SecretNames of(boolean all, Set<String> names) {
        return new SecretNames(
                all, all ? List.of() : names.stream().filter(name -> !name.equals(TOKEN)).toList());
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
