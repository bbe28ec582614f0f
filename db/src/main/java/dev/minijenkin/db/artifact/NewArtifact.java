package dev.minijenkin.db.artifact;

import java.util.regex.Pattern;

/// What a job is about to keep.
///
/// @param days for which it is kept
/// @param packing how its bytes hold its files
/// @param mediaType of its bytes: `application/zip`
public record NewArtifact(String name, int days, ArtifactPacking packing, String mediaType) {
    /// How long an artifact is kept at most, and unless told otherwise.
    public static final int MOST_DAYS = 90;

    private static final Pattern NAME = Pattern.compile("[^\":<>|*?\r\n\\\\/]{1,255}");

    /// Files in a compressed tar.
    public static NewArtifact ofFiles(String name, int days) {
        return new NewArtifact(name, days, ArtifactPacking.TAR_GZ, "application/gzip");
    }

    /// One file as it is.
    public static NewArtifact ofFile(String name, int days) {
        return new NewArtifact(name, days, ArtifactPacking.NONE, "application/octet-stream");
    }

    /// Whether one may be called so.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
