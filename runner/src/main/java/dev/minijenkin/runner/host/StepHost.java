package dev.minijenkin.runner.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Where the processes of one job run: the machine of the runner (`host.local`), a container on it
/// (`host.container`), or a pod of a Kubernetes (`runner.pod`).
///
/// Its life: [StepHosts#open] makes it when the job begins, with the folders of the workspace and
/// before the first step. For each step, what the runner wrote into the workspace is copied in, the
/// step's processes are started and awaited, one at a time, and what they wrote is copied out. It
/// is closed after the last step, whatever came of the job, and before the workspace is deleted:
/// then nothing of the job runs any more, not even what its steps left in the background.
///
/// Used by the thread of its job alone.
public interface StepHost extends AutoCloseable {
    /// What processes find here before workflow, job and step add theirs; nothing of the runner's
    /// credentials.
    Map<String, String> environment();

    /// Variables with which the runner's own user reaches repositories (`HOME`, an agent for keys):
    /// for the git of the runner, and for no process of a job.
    default Map<String, String> ownEnvironment() {
        return Map.of();
    }

    /// Where the job's processes run as another user than the runner: for programs of the runner
    /// that work for the job on what is the runner's own. They end with the job as well.
    default StepHost own() {
        return this;
    }

    /// Where a program lies that can be started here; empty where there is none.
    ///
    /// @param program a name, or a path
    /// @param path folders as in `PATH`
    Optional<String> findProgram(String program, String path);

    /// Whether a program can be started here.
    ///
    /// @param program a name, or a path
    /// @param path folders as in `PATH`
    default boolean hasProgram(String program, String path) {
        return findProgram(program, path).isPresent();
    }

    /// The machine on which the runner itself does what it does for a step.
    default StepHost machine() {
        return this;
    }

    /// The environment of a step as programs find it that the runner starts on [#machine].
    default Map<String, String> onMachine(Map<String, String> environment) {
        return environment;
    }

    /// The shell of a script that names none, with `{0}` where the script's file stands.
    ///
    /// @param path folders as in `PATH`
    default String usualShell(String path) {
        return hasProgram("bash", path) ? "bash -e {0}" : "sh -e {0}";
    }

    /// A text with the paths of the workspace as processes here see them.
    default String inside(String text) {
        return text;
    }

    /// A text with the paths that processes here see as the runner sees them.
    default String outside(String text) {
        return text;
    }

    /// Whether a process can start in a folder, as far as that is known.
    default boolean hasFolder(Path folder) {
        return Files.isDirectory(folder);
    }

    /// Shows the processes files that the runner has written, and what it has changed in folders of
    /// the job.
    ///
    /// @throws dev.minijenkin.runner.fault.RunnerException if that fails
    void copyIn(Collection<Path> paths);

    /// Shows the runner what processes have made of files and of all that folders of the job hold.
    ///
    /// @throws dev.minijenkin.runner.fault.RunnerException if that fails
    void copyOut(Collection<Path> paths);

    /// Starts a process, whose output goes to the sink until nobody can write any more: also after
    /// its end, for what it left in the background.
    ///
    /// @throws IOException if the command cannot be executed; its message says why
    HostProcess start(HostCommand command, OutputSink output) throws IOException;

    /// Ends all that runs here, without asking. Closing again ends what came up meanwhile.
    @Override
    void close();
}
