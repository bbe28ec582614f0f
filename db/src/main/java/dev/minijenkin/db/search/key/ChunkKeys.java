package dev.minijenkin.db.search.key;

import dev.minijenkin.db.log.UnpackedChunk;

/// Which keys the lines of chunks have: those that [LineKeys] finds byte by byte. Used by one
/// thread.
///
/// Here is done what the index costs for each byte. Most lines are plain text, and their keys are
/// found without a look at what came before; the others are left to [LineKeys].
public final class ChunkKeys {
    /// A key is of so many bytes.
    private static final int FOUR = 4;

    private final BlockKeys block;
    private final LineKeys lines = new LineKeys();
    private final FoldedChunk folded = new FoldedChunk();
    private boolean open;

    /// Keys of chunks of one block.
    ///
    /// @param block where they are told
    public ChunkKeys(BlockKeys block) {
        this.block = block;
    }

    /// Takes the lines of a chunk.
    ///
    /// @param goesOn whether the first goes on with the line that was left open
    public void take(UnpackedChunk chunk, boolean goesOn) {
        folded.fill(chunk);
        int from = chunk.from();
        for (int line = 0; line < chunk.lines(); line++) {
            int end = from + chunk.length(line);
            boolean wentOn = line == 0 && goesOn && open;
            boolean complete = chunk.complete(line);
            if (wentOn || !complete || !folded.isPlain(from, end)) {
                folded.leaveOut(from, end);
                int many = lines.take(chunk.raw(), from, end - from, wentOn, complete);
                block.add(lines.keys(), many);
                open = !complete;
            } else {
                finish();
                block.addFours(folded, from, end - FOUR + 1);
            }
            from = end;
        }
        addWords(chunk);
    }

    /// Ends the last line where it is open: what is taken next goes on with none.
    public void finish() {
        if (open) {
            int many = lines.end();
            block.add(lines.keys(), many);
            open = false;
        }
    }

    private void addWords(UnpackedChunk chunk) {
        for (int at = chunk.from() >> 6; at <= chunk.end() >> 6; at++) {
            for (long rest = folded.wordsOfThree(at); rest != 0; rest &= rest - 1) {
                int four = folded.four((at << 6) + Long.numberOfTrailingZeros(rest));
                block.add(Keys.ofThree(four >>> 8));
            }
        }
    }
}
