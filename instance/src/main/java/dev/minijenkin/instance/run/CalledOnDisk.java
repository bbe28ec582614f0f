package dev.minijenkin.instance.run;

import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.workflow.plan.CallTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files that workflows of a working tree call: its own as they lie there, and those of other
/// repositories from where their actions come from, too.
///
/// @param root top of the tree
/// @param fetched folder for what is fetched of others
record CalledOnDisk(Path root, ActionSources sources, Path fetched) implements CalledFiles {
    @Override
    public Answer find(CallTarget target) {
        if (target.isOwn()) {
            return WorkflowFiles.content(root, target.path())
                    .<Answer>map(Answer.Found::new)
                    .orElseGet(() ->
                            new Answer.Missing(
                                    "The called file %s does not exist".formatted(target.path())));
        }
        String url = sources.url(target.repository());
        TreeGit git = TreeGit.in(repository(target.repository()));
        boolean there =
                git.ask("fetch", "--quiet", "--depth=1", "--no-tags", "--", url, target.ref())
                        .isPresent();
        if (!there) {
            return new Answer.Missing(
                    "\"%s\" of %s cannot be fetched from %s"
                            .formatted(target.ref(), target.repository(), url));
        }
        Optional<String> content = git.ask("show", "FETCH_HEAD:" + target.path());
        return content.<Answer>map(
                        text -> new Answer.Found((text + "\n").getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() ->
                        new Answer.Missing(
                                "There is no file %s at %s in %s"
                                        .formatted(
                                                target.path(), target.ref(), target.repository())));
    }

    private Path repository(String name) {
        Path folder = fetched.resolve(name.replace('/', '+') + ".git");
        try {
            if (!Files.exists(folder.resolve("HEAD"))) {
                Files.createDirectories(folder);
                TreeGit.in(folder).demand("init", "--quiet", "--bare", ".");
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made", e);
        }
    }
}
