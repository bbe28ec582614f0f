package dev.minijenkin.workflow.grammar;

/// The grammar that workflow files are held against.
public final class WorkflowGrammar {
    /// Read from `grammar.txt`.
    public static final Grammar TABLE = GrammarParser.read("grammar.txt");

    private WorkflowGrammar() {}
}
