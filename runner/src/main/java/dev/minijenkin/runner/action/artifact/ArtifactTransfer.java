package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactBeginning;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.NewArtifact;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepProcess;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// Brings files of a job into the database and back: packed by the host's tar and gzip, in pieces,
/// so that neither side holds an archive in memory.
final class ArtifactTransfer {
    private final StepScope scope;
    private final RunRecord record;

    ArtifactTransfer(StepScope scope, RunRecord record) {
        this.scope = scope;
        this.record = record;
    }

    /// Something that ends the step.
    static final class EndException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient StepOutcome outcome;

        EndException(StepOutcome outcome) {
            this.outcome = outcome;
        }

        StepOutcome outcome() {
            return outcome;
        }
    }

    /// Those of the run that are complete.
    List<Artifact> list() throws EndException, InterruptedException {
        return ask(JobAccess::artifacts);
    }

    void remove(Artifact artifact) throws EndException, InterruptedException {
        ask(job -> {
            job.remove(artifact.id());
            return true;
        });
    }

    /// What was kept.
    ///
    /// @param bytes as they are kept
    /// @param digest SHA-256 of them, in hexadecimal letters
    record Uploaded(ArtifactId id, String name, long bytes, String digest) {}

    /// Keeps files.
    ///
    /// @param root to which their names are relative
    /// @param level of compression, from 1 to 9
    Uploaded upload(ArtifactInputs.Kept kept, Path root, Collection<Path> files, int level)
            throws EndException, IOException, InterruptedException {
        ArtifactId id = begin(NewArtifact.ofFiles(kept.name(), kept.days()), kept.overwrite());
        Path archive = temporary();
        Path list = temporary();
        try {
            StringBuilder names = new StringBuilder();
            files.forEach(file -> names.append(root.relativize(file)).append('\0'));
            scope.files().run(() -> Files.writeString(list, names, StandardCharsets.UTF_8));
            tar(
                    root,
                    List.of(
                            "--create",
                            "--dereference",
                            "--hard-dereference",
                            "--use-compress-program",
                            "gzip -" + level,
                            "--file",
                            archive.toString(),
                            "--null",
                            "--verbatim-files-from",
                            "--files-from",
                            list.toString()));
            return complete(id, kept.name(), archive);
        } finally {
            delete(archive);
            delete(list);
        }
    }

    /// Keeps one file as it is.
    Uploaded upload(ArtifactInputs.Kept kept, Path file)
            throws EndException, IOException, InterruptedException {
        ArtifactId id = begin(NewArtifact.ofFile(kept.name(), kept.days()), kept.overwrite());
        return complete(id, kept.name(), scope.files().call(file::toRealPath));
    }

    private ArtifactId begin(NewArtifact artifact, boolean overwrite)
            throws EndException, InterruptedException {
        return switch (ask(job -> job.begin(artifact, overwrite))) {
            case ArtifactBeginning.Begun(ArtifactId begun) -> begun;
            case ArtifactBeginning.NameTaken() ->
                    throw failed(
                            "keeps the artifact '"
                                    + artifact.name()
                                    + "', and the run has one of that name: take another"
                                    + " name, or set overwrite");
            case ArtifactBeginning.ClaimOver() -> throw claimOver();
        };
    }

    private Uploaded complete(ArtifactId id, String name, Path content)
            throws EndException, IOException, InterruptedException {
        byte[] digest = send(id, content);
        if (!ask(job -> job.complete(id, digest))) {
            throw claimOver();
        }
        long size = scope.files().call(() -> Files.size(content));
        return new Uploaded(id, name, size, HexFormat.of().formatHex(digest));
    }

    private byte[] send(ArtifactId id, Path archive)
            throws EndException, IOException, InterruptedException {
        try (InputStream in = scope.files().read(archive)) {
            return pieces().write(id, in).orElseThrow(ArtifactTransfer::claimOver);
        }
    }

    /// Unpacks one into a folder, which is made.
    void download(Artifact artifact, Path folder)
            throws EndException, IOException, InterruptedException {
        Path archive = temporary();
        try {
            receive(artifact, archive);
            scope.files().run(() -> Files.createDirectories(folder));
            switch (artifact.form().packing()) {
                case TAR_GZ ->
                        tar(folder, List.of("--extract", "--gzip", "--file", archive.toString()));
                case ZIP ->
                        scope.files()
                                .run(() ->
                                        new ZipFolder(folder, scope.stopCheck()).unpack(archive));
                case NONE -> move(archive, folder.resolve(artifact.name()));
            }
        } finally {
            delete(archive);
        }
    }

    /// Puts one into a folder as a zip, `NAME.zip`; what is no archive as it is.
    void downloadWhole(Artifact artifact, Path folder)
            throws EndException, IOException, InterruptedException {
        Path zip = folder.resolve(artifact.name() + ".zip");
        switch (artifact.form().packing()) {
            case NONE -> download(artifact, folder);
            case ZIP -> receiveAs(artifact, zip);
            case TAR_GZ -> {
                Path unpacked = temporary();
                try {
                    download(artifact, unpacked);
                    scope.files()
                            .run(() -> {
                                Files.createDirectories(folder);
                                new ZipFolder(unpacked, scope.stopCheck()).pack(zip);
                            });
                } finally {
                    scope.files().run(() -> Trees.delete(unpacked));
                }
            }
        }
    }

    private void receiveAs(Artifact artifact, Path file) throws EndException, IOException {
        Path archive = temporary();
        try {
            receive(artifact, archive);
            move(archive, file);
        } finally {
            delete(archive);
        }
    }

    private void move(Path from, Path to) throws IOException {
        scope.files()
                .run(() -> {
                    Files.createDirectories(to.getParent());
                    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
                });
    }

    private void receive(Artifact artifact, Path archive) throws EndException, IOException {
        MessageDigest digest = ArtifactPieces.sha256();
        try (InputStream in = pieces().read(artifact, 0);
                OutputStream out = new DigestOutputStream(scope.files().write(archive), digest)) {
            in.transferTo(out);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(artifact.digest())) {
            throw failed(
                    "got the artifact '"
                            + artifact.name()
                            + "' with another digest than it was kept with");
        }
    }

    private ArtifactPieces pieces() {
        return new ArtifactPieces(record, scope.stopCheck());
    }

    private void tar(Path folder, List<String> arguments)
            throws EndException, InterruptedException {
        String path = scope.host().environment().getOrDefault("PATH", "");
        String program =
                scope.host()
                        .findProgram("tar", path)
                        .orElseThrow(() ->
                                failed("needs tar, and this host has none where its PATH looks"));
        List<String> command = new ArrayList<>(List.of(program, "-C", folder.toString()));
        command.addAll(arguments);
        StepOutcome outcome =
                StepProcess.run(scope, command, scope.workspace().source(), scope.environment());
        if (!(outcome instanceof StepOutcome.Succeeded)) {
            throw new EndException(outcome);
        }
    }

    /// In a folder of the job's own that its steps have no business in.
    private Path temporary() throws IOException {
        Path folder = scope.workspace().actions();
        scope.files().run(() -> Files.createDirectories(folder));
        return folder.resolve(UUID.randomUUID().toString());
    }

    private void delete(Path file) throws IOException {
        scope.files().run(() -> Files.deleteIfExists(file));
    }

    private <T> T ask(RunRecord.Question<T> question) throws EndException, InterruptedException {
        return record.ask(question).orElseThrow(ArtifactTransfer::claimOver);
    }

    static EndException failed(String message) {
        return new EndException(new StepOutcome.Failed(Cause.RUNNER_ERROR, message));
    }

    private static EndException claimOver() {
        return failed("ended: the claim was lost");
    }
}
