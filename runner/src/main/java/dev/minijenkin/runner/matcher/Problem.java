package dev.minijenkin.runner.matcher;

/// What a matcher read in the lines of a tool.
///
/// @param severity as the tool says it, or the default of the matcher; empty where neither does
/// @param file as the tool names it; empty where it names none. The same for the others
/// @param folderOf a file in whose folder `file` lies (`fromPath`)
record Problem(
        String severity, String file, String line, String column, String message, String folderOf) {
    static final Problem NOTHING = new Problem("", "", "", "", "", "");

    /// What was read before stays.
    Problem and(Problem later) {
        return new Problem(
                first(severity, later.severity),
                first(file, later.file),
                first(line, later.line),
                first(column, later.column),
                first(message, later.message),
                first(folderOf, later.folderOf));
    }

    /// With what the matcher says where the lines do not.
    Problem or(String usualSeverity, String usualFolderOf) {
        return and(new Problem(usualSeverity, "", "", "", "", usualFolderOf));
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
