package dev.minijenkin.cli.host;

import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.host.container.EngineSearch;
import java.util.Set;
import picocli.CommandLine.Option;

/// How many jobs this host carries out, and what they get and may fetch.
public final class JobOptions {
    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "jobs at the same time (default: one for each processor)")
    private int capacity = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--pass-env",
            paramLabel = "NAME",
            split = ",",
            description =
                    "variables of this process that jobs get too, such as HOME (default: the path, the"
                            + " locale, the time zone and the proxies; a home of the repository's own)")
    private Set<String> passed = Set.of();

    @Option(
            names = "--actions-url",
            paramLabel = "URL|DIR",
            description =
                    "where actions owner/name@ref are fetched from: an address, or a folder of bare"
                            + " mirrors owner/name.git (default: ${DEFAULT-VALUE})")
    private String actionsUrl = ActionSources.PUBLIC.base();

    @Option(
            names = "--containers",
            paramLabel = "PROGRAM",
            description =
                    "with what containers of jobs are started: docker, podman, the path of one of them,"
                            + " none, or auto, the first of the two that works (default:"
                            + " ${DEFAULT-VALUE})")
    private String containers = "auto";

    public int capacity() {
        return capacity;
    }

    public Set<String> passed() {
        return passed;
    }

    public EngineSearch engines() {
        return EngineSearch.of(containers);
    }

    public String actionsUrl() {
        return actionsUrl;
    }
}
