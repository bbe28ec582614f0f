package dev.minijenkin.console.log.document;

import dev.minijenkin.console.log.ansi.AnsiState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns raw lines into pages. Keeps the terminal's state from line to line and from page to page.
/// Confined to one thread at a time.
public final class LogPageBuilder {
    /// What of one line is shown; the rest is counted and named at its end.
    public static final int MAX_LINE_BYTES = 16 * 1024;

    private static final int MAX_LINES = 4096;
    private static final int MAX_BYTES = 256 * 1024;
    private static final int TAB = 8;
    private static final byte[] CONTROL_PICTURE = "\u2400".getBytes(StandardCharsets.UTF_8);

    private AnsiState ansi;
    private byte[] text = new byte[1 << 16];
    private int length;
    private int[] starts = new int[1024];
    private long[] times = new long[1024];
    private byte[] levels = new byte[1024];
    private short[] jobs = new short[0];
    private int[] numbers = new int[0];
    private int job;
    private int number;
    private boolean mixed;
    private int lines;
    private int[] runs = new int[96];
    private int runCount;
    private int runStart;
    private SpanLook runLook = SpanLook.PLAIN;
    private final Map<SpanLook, Integer> looks = new LinkedHashMap<>();
    private long omitted;
    private boolean returned;

    public LogPageBuilder() {
        this(new AnsiState());
    }

    private LogPageBuilder(AnsiState ansi) {
        this.ansi = ansi;
    }

    /// Lines of the page so far.
    public int size() {
        return lines;
    }

    /// Whether the page should be built now: one that is opened for a line costs all of its lines.
    public boolean isFull() {
        return lines >= MAX_LINES || length >= MAX_BYTES;
    }

    /// Says of which job the next line is.
    ///
    /// @param newNumber of the line in the log of its job, from 1
    /// @param terminal of that job
    public void of(int newJob, int newNumber, AnsiState terminal) {
        mixed = true;
        job = newJob;
        number = newNumber;
        ansi = terminal;
    }

    public void line(long time, byte[] raw) {
        line(time, raw, 0);
    }

    /// A whole line.
    ///
    /// @param more bytes of it that nobody kept
    public void line(long time, byte[] raw, long more) {
        begin(time);
        LineMark mark = LineMark.of(raw);
        if (mark != LineMark.NONE) {
            byte[] words = mark.words();
            plain(words, 0, words.length);
        }
        bytes(raw, mark.length(), raw.length);
        omitted += more;
        end(mark);
    }

    /// A page of one line that has not ended yet. The builder stays as it was: the line comes
    /// again, longer, and must not be read twice by the terminal.
    public LogPage unfinished(long time, byte[] raw, long more) {
        LogPageBuilder apart = new LogPageBuilder(ansi.copy());
        apart.line(time, raw, more);
        return apart.build();
    }

    /// The page of the lines so far; the builder goes on with an empty one and the same terminal
    /// state.
    public LogPage build() {
        int[] allStarts = Arrays.copyOf(starts, lines + 1);
        allStarts[lines] = length;
        LogPage page =
                LogPage.of(
                        new PageText(
                                Arrays.copyOf(text, length),
                                allStarts,
                                Arrays.copyOf(times, lines),
                                Arrays.copyOf(runs, runCount),
                                List.copyOf(looks.keySet()),
                                mixed
                                        ? new LineOrigins(
                                                Arrays.copyOf(jobs, lines),
                                                Arrays.copyOf(numbers, lines))
                                        : LineOrigins.ONE_JOB),
                        Arrays.copyOf(levels, lines));
        length = 0;
        lines = 0;
        runCount = 0;
        looks.clear();
        return page;
    }

    private void begin(long time) {
        if (lines + 1 >= starts.length) {
            int capacity = starts.length * 2;
            starts = Arrays.copyOf(starts, capacity);
            times = Arrays.copyOf(times, capacity);
            levels = Arrays.copyOf(levels, capacity);
        }
        starts[lines] = length;
        times[lines] = time;
        if (mixed) {
            jobs = jobs.length > lines ? jobs : Arrays.copyOf(jobs, starts.length);
            numbers = numbers.length > lines ? numbers : Arrays.copyOf(numbers, starts.length);
            jobs[lines] = (short) job;
            numbers[lines] = number;
        }
        runStart = length;
        runLook = look();
        omitted = 0;
        returned = false;
    }

    private void bytes(byte[] raw, int from, int to) {
        for (int i = from; i < to; i++) {
            int octet = raw[i];
            if ((octet >= 0x20 || octet < 0) && octet != 0x7f && ansi.inText()) {
                int end = i + 1;
                while (end < to && (raw[end] >= 0x20 || raw[end] < 0) && raw[end] != 0x7f) {
                    end++;
                }
                plain(raw, i, end);
                i = end - 1;
            } else if (ansi.isText(octet & 0xff)) {
                control(octet);
            } else if (ansi.inText() && !isRunLook()) {
                closeRun();
                runLook = look();
            }
        }
    }

    private void plain(byte[] raw, int from, int to) {
        if (returned) {
            startOver();
        }
        int room = Math.max(0, MAX_LINE_BYTES - (length - starts[lines]));
        int taken = Math.min(room, to - from);
        ensure(taken);
        System.arraycopy(raw, from, text, length, taken);
        length += taken;
        omitted += to - from - taken;
    }

    private void control(int octet) {
        if (octet == '\r') {
            returned = true;
            return;
        }
        if (returned) {
            startOver();
        }
        if (length - starts[lines] >= MAX_LINE_BYTES) {
            omitted++;
            return;
        }
        ensure(TAB);
        if (octet == '\t') {
            for (int column = column(); column < TAB; column++) {
                text[length++] = ' ';
            }
        } else if (octet != '\n' && octet != 0x7f) {
            picture(octet);
        }
    }

    /// Characters, not bytes, since the last tab stop.
    private int column() {
        int characters = 0;
        for (int i = starts[lines]; i < length; i++) {
            if ((text[i] & 0xc0) != 0x80) {
                characters++;
            }
        }
        return characters % TAB;
    }

    /// A control character is shown by its picture: NUL is ␀.
    private void picture(int octet) {
        text[length++] = CONTROL_PICTURE[0];
        text[length++] = CONTROL_PICTURE[1];
        text[length++] = (byte) (CONTROL_PICTURE[2] + octet);
    }

    /// A carriage return without a line end: what follows overwrites the line, as progress bars
    /// want it.
    private void startOver() {
        returned = false;
        length = starts[lines];
        while (runCount > 0 && runs[runCount - 2] > length) {
            runCount -= 3;
        }
        runStart = length;
        runLook = look();
        omitted = 0;
    }

    private void end(LineMark mark) {
        closeRun();
        if (omitted > 0) {
            byte[] note =
                    " … and %,d more bytes in this line"
                            .formatted(omitted)
                            .getBytes(StandardCharsets.UTF_8);
            ensure(note.length);
            System.arraycopy(note, 0, text, length, note.length);
            length += note.length;
        }
        LineLevel level =
                mark == LineMark.NONE ? LineLevel.of(text, starts[lines], length) : mark.level();
        levels[lines] = level.code();
        lines++;
        ansi.endLine();
    }

    private void closeRun() {
        if (!runLook.equals(SpanLook.PLAIN) && length > runStart) {
            if (runCount + 3 > runs.length) {
                runs = Arrays.copyOf(runs, runs.length * 2);
            }
            runs[runCount++] = runStart;
            runs[runCount++] = length;
            Integer known = looks.putIfAbsent(runLook, looks.size());
            runs[runCount++] = known == null ? looks.size() - 1 : known;
        }
        runStart = length;
    }

    private SpanLook look() {
        return isRunLook() ? runLook : new SpanLook(ansi.style(), ansi.link());
    }

    private boolean isRunLook() {
        return ansi.style() == runLook.style() && ansi.link().equals(runLook.link());
    }

    private void ensure(int more) {
        if (length + more + TAB > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + more + TAB));
        }
    }
}
