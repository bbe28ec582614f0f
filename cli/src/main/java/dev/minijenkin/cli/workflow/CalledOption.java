package dev.minijenkin.cli.workflow;

import java.util.List;
import picocli.CommandLine.Option;

/// Where files of other repositories lie, for the commands that look into what a workflow calls.
final class CalledOption {
    @Option(
            names = "--called",
            paramLabel = "FOLDER|NAME=PATH",
            description = {
                "where files lie that other repositories have; may be repeated:",
                "a folder that holds owner/repository@ref or owner/repository,",
                "or one repository or one of its files by name, owner/repository[/path][@ref]=PATH"
            })
    private List<String> called = List.of();

    OtherRepositories repositories() {
        return OtherRepositories.of(called);
    }
}
