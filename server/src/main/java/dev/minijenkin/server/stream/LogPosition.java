package dev.minijenkin.server.stream;

import dev.minijenkin.db.ClaimId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Behind a chunk of a job's log; the id of its event.
///
/// @param seq of the chunk in the claim
record LogPosition(ClaimId claim, int seq) {
    static final LogPosition START = new LogPosition(new ClaimId(0), -1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,9})");

    /// From the start on where the text is none: better all once more than a part never.
    static LogPosition parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new LogPosition(
                        new ClaimId(Long.parseLong(matcher.group(1))),
                        Integer.parseInt(matcher.group(2)))
                : START;
    }

    @Override
    public String toString() {
        return claim.value() + "-" + seq;
    }
}
