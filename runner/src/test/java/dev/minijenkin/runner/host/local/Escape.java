package dev.minijenkin.runner.host.local;

import java.util.List;

/// How a process may try to outlive its job: each leaves `sleep "$mark"` behind.
enum Escape {
    SESSION("env -i setsid nohup sleep \"$mark\" > /dev/null 2>&1 &"),
    DOUBLE_FORK("( ( env -i setsid sh -c '(sleep \"$0\" &) &' \"$mark\" > /dev/null 2>&1 & ) & )"),
    CLOSED_FILES("env -i setsid sh -c 'exec 0<&- 1>&- 2>&-; sleep \"$0\"' \"$mark\" &"),
    GROUP(
            "(set -m; env -i setsid bash -mc 'sleep \"$0\" & disown' \"$mark\" > /dev/null 2>&1"
                    + " &)"),
    LIMITS(
            "env -i setsid prlimit --rttime=unlimited --nofile=64 sleep \"$mark\" > /dev/null"
                    + " 2>&1 &"),
    DEAF(
            "env -i setsid bash -c 'trap \"\" HUP INT TERM QUIT USR1; (sleep \"$0\"); :'"
                    + " \"$mark\" > /dev/null 2>&1 &"),
    /// Keeps open what tells the scope that the runner is gone.
    HELD_PIPE(
            "env -i setsid bash -c '{ exec 9<> /proc/1/fd/0; } 2> /dev/null; exec sleep \"$0\"'"
                    + " \"$mark\" > /dev/null 2>&1 &");

    private final String script;

    Escape(String script) {
        this.script = script;
    }

    /// The limit of its `sleep` tells who it is.
    String mark(long claim) {
        return "77%d0%d".formatted(claim, List.of(values()).indexOf(this));
    }

    /// A mark is a limit, and a limit of this kind can be raised again.
    boolean isHeldBy(ProcessScopes scopes) {
        return this != LIMITS || !(scopes instanceof LimitScopes);
    }

    /// What tries it and ends.
    String script(long claim) {
        return "mark=" + mark(claim) + "\n" + script + "\n";
    }
}
