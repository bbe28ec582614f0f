package dev.minijenkin.runner.user;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Gives the thread that calls it the rights that another user has with files, for as long as the
/// thread lives (`setfsuid`). The kernel knows such rights for each thread; with them go the powers
/// of root over files, and its groups.
@SuppressWarnings("restricted")
final class KernelRights {
    /// The number of `setgroups` in the kernel's table (`unistd.h`): the function of that name in
    /// the C library changes all threads.
    private static final int SETGROUPS =
            switch (System.getProperty("os.arch")) {
                case "amd64" -> 116;
                case "aarch64", "riscv64", "loongarch64" -> 159;
                case "ppc64le" -> 81;
                case "s390x" -> 206;
                default -> -1;
            };

    private KernelRights() {}

    /// Whether this host is one that knows such rights.
    static boolean known() {
        return SETGROUPS >= 0 && System.getProperty("os.name").equals("Linux");
    }

    /// @param user none whose rights the thread has already
    /// @throws IllegalStateException if the kernel refuses: the thread is good for nothing then
    static void become(SystemUser user) {
        try {
            MethodHandle setGroups =
                    function(
                            "syscall",
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment groups = arena.allocateFrom(ValueLayout.JAVA_INT, user.gid());
                long refused = (long) setGroups.invokeExact((long) SETGROUPS, 1L, groups);
                if (refused != 0) {
                    throw new IllegalStateException(
                            "The kernel does not let the runner give its groups up");
                }
            }
            change("setfsgid", user.gid());
            change("setfsuid", user.uid());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// It returns what was before, whether it did something or not: the second call tells.
    private static void change(String function, int id) throws Throwable {
        MethodHandle set = function(function, ValueLayout.JAVA_INT);
        int before = (int) set.invokeExact(id);
        int now = (int) set.invokeExact(id);
        if (now != id) {
            throw new IllegalStateException(
                    "The kernel does not let the runner act as user "
                            + id
                            + ", as "
                            + before
                            + " alone");
        }
    }

    private static MethodHandle function(String name, ValueLayout first, ValueLayout... others) {
        ValueLayout[] parameters = new ValueLayout[others.length + 1];
        parameters[0] = first;
        System.arraycopy(others, 0, parameters, 1, others.length);
        Linker linker = Linker.nativeLinker();
        ValueLayout result = others.length == 0 ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
        FunctionDescriptor type = FunctionDescriptor.of(result, parameters);
        MemorySegment address =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() ->
                                new IllegalStateException("This host's C library has no " + name));
        // The system call takes any number of arguments.
        return others.length == 0
                ? linker.downcallHandle(address, type)
                : linker.downcallHandle(address, type, Linker.Option.firstVariadicArg(1));
    }
}
