package dev.minijenkin.runner.step;

import dev.minijenkin.runner.command.CommandInterpreter;
import dev.minijenkin.runner.command.CommandRules;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.LineSplitter;
import dev.minijenkin.runner.log.OpenLine;
import dev.minijenkin.runner.log.SendUrgency;
import dev.minijenkin.runner.mask.MaskingLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// The way of a step's output: bytes, lines, commands, masks, log. Nothing is shown before it went
/// through the masks, and no line that may yet become a command before it is complete.
///
/// Guarded by `lock`: the reader of the process writes, the log shipper releases lines that stay
/// open.
final class StepOutput implements OutputSink, OpenLine, CommandFilter.Sink {
    private static final int LONGEST_PIECE = 64 * 1024;

    private final JobLog log;
    private final int step;
    private final MaskingLine mask;
    private final CommandFilter filter;
    private final MatchedLines matched;
    private final LineSplitter splitter = new LineSplitter(LONGEST_PIECE, this::piece);
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock; 0: no line is open.
    private long openSince;
    // Guarded by lock; what a step says first is awaited by somebody, the rest may be gathered.
    private SendUrgency urgency = SendUrgency.FIRST;

    StepOutput(JobLog log, int step, StepEffects effects, CommandRules rules) {
        this.log = log;
        this.step = step;
        this.filter = new CommandFilter(new CommandInterpreter(effects, rules), this);
        this.matched = new MatchedLines(rules.matchers(), effects);
        this.mask = effects.masks().line();
    }

    @Override
    public void bytes(byte[] buffer, int length) {
        lock.lock();
        try {
            splitter.bytes(buffer, length);
            if (splitter.hasOpen() && openSince == 0) {
                openSince = System.nanoTime();
                log.watch(this);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            splitter.end();
            log.forget(this);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void releaseIfOlder(long nanoTime) {
        if (!lock.tryLock()) {
            log.watch(this);
            return;
        }
        try {
            if (openSince == 0 || filter.maybeCommand(splitter.peekOpen())) {
                return;
            }
            if (openSince - nanoTime <= 0) {
                splitter.flushOpen();
            } else {
                log.watch(this);
            }
        } finally {
            lock.unlock();
        }
    }

    private void piece(byte[] bytes, boolean ends) {
        openSince = 0;
        filter.piece(bytes, ends);
    }

    @Override
    public void text(byte[] bytes, boolean endsLine) {
        String mark = matched.piece(bytes, endsLine);
        byte[] marked = mark.isEmpty() ? bytes : joined(mark, bytes);
        byte[] masked = endsLine ? mask.finish(marked) : mask.piece(marked);
        if (endsLine || masked.length > 0) {
            add(masked, endsLine);
        }
    }

    @Override
    public void line(String line) {
        add(mask.finish(line.getBytes(StandardCharsets.UTF_8)), true);
    }

    private static byte[] joined(String mark, byte[] bytes) {
        byte[] first = mark.getBytes(StandardCharsets.UTF_8);
        byte[] joined = Arrays.copyOf(first, first.length + bytes.length);
        System.arraycopy(bytes, 0, joined, first.length, bytes.length);
        return joined;
    }

    private void add(byte[] masked, boolean ends) {
        log.add(this, step, masked, ends, urgency);
        urgency = SendUrgency.LINE;
    }
}
