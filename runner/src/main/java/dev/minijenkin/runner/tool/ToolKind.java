package dev.minijenkin.runner.tool;

import java.util.List;

/// A kind of program that jobs ask for by its version.
///
/// @param shown for people: `Node.js`
/// @param cached folder of the tool cache, in which versions lie; `*` stands for anything
/// @param programs files to look for, the best first: `python3.*` in a folder of the PATH is one in
///   its own version
/// @param homes where else installations lie, with `*` for one name; `~` is the home of the
///   runner's user
/// @param question what makes the program say its version
public record ToolKind(
        String shown, String cached, List<String> programs, List<String> homes, String question) {
    public static final ToolKind NODE =
            new ToolKind(
                    "Node.js",
                    "node",
                    List.of("node"),
                    List.of("~/.nvm/versions/node/*", "/usr/local/lib/nodejs/*", "/opt/node*"),
                    "--version");

    public static final ToolKind PYTHON =
            new ToolKind(
                    "Python",
                    "Python",
                    List.of("python3.*", "python3", "python"),
                    List.of("~/.pyenv/versions/*", "/opt/python*", "/usr/local"),
                    "--version");

    public static final ToolKind GO =
            new ToolKind(
                    "Go",
                    "go",
                    List.of("go"),
                    List.of("/usr/local/go", "/usr/lib/go-*", "/opt/go*", "~/sdk/go*"),
                    "version");

    public static final ToolKind JAVA =
            new ToolKind(
                    "Java",
                    "Java_*",
                    List.of("java"),
                    List.of(
                            "/usr/lib/jvm/*",
                            "/opt/java/*",
                            "/opt/jdk*",
                            "~/.sdkman/candidates/java/*",
                            "/Library/Java/JavaVirtualMachines/*/Contents/Home"),
                    "-version");

    public ToolKind {
        programs = List.copyOf(programs);
        homes = List.copyOf(homes);
    }

    /// Any other, whose program and whose folder in the tool cache have its name.
    public static ToolKind named(String name) {
        return new ToolKind(name, name, List.of(name), List.of("/opt/" + name + "*"), "--version");
    }
}
