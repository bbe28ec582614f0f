package dev.minijenkin.runner.tool;

import java.nio.file.Path;

/// A program in one version, as it is installed on the host.
///
/// @param home folder of the installation
/// @param program the file that is started
public record InstalledTool(ToolVersion version, Path home, Path program) {}
