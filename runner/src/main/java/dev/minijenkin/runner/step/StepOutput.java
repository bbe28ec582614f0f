package dev.minijenkin.runner.step;

import dev.minijenkin.runner.command.CommandInterpreter;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.LineSplitter;
import dev.minijenkin.runner.log.OpenLine;
import dev.minijenkin.runner.log.SendUrgency;
import dev.minijenkin.runner.mask.MaskingLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The way of a step's output: bytes, lines, commands, masks, log. Nothing is shown before it went
/// through the masks, and no line that may yet become a command before it is complete.
///
/// Guarded by `lock`: the reader of the process writes, the log shipper releases lines that stay
/// open.
final class StepOutput implements OutputSink, OpenLine {
    private static final int LONGEST_PIECE = 64 * 1024;
    private static final int PEEK = 256;

    private final JobLog log;
    private final int step;
    private final CommandInterpreter commands;
    private final MaskingLine mask;
    private final LineSplitter splitter = new LineSplitter(LONGEST_PIECE, this::piece);
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock; 0: no line is open.
    private long openSince;
    // Guarded by lock; what a step says first is awaited by somebody, the rest may be gathered.
    private SendUrgency urgency = SendUrgency.NOW;

    StepOutput(JobLog log, int step, StepEffects effects, boolean debug) {
        this.log = log;
        this.step = step;
        this.commands = new CommandInterpreter(effects, debug);
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
            if (openSince == 0 || mayBecomeCommand()) {
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

    private boolean mayBecomeCommand() {
        return splitter.openBegins()
                && CommandInterpreter.mayBecomeCommand(
                        new String(splitter.peekOpen(PEEK), StandardCharsets.UTF_8));
    }

    private void piece(byte[] bytes, boolean begins, boolean ends) {
        openSince = 0;
        if (begins && ends && mayBeCommand(bytes)) {
            Optional<List<String>> printed = commands.line(text(bytes));
            if (printed.isPresent()) {
                printed.get().forEach(text -> text.lines().forEach(this::print));
                return;
            }
        }
        byte[] masked = ends ? mask.finish(bytes) : mask.piece(bytes);
        if (ends || masked.length > 0) {
            add(masked, ends);
        }
    }

    private void print(String line) {
        byte[] masked = mask.finish(line.getBytes(StandardCharsets.UTF_8));
        add(masked, true);
    }

    private void add(byte[] masked, boolean ends) {
        log.add(this, step, masked, ends, urgency);
        urgency = SendUrgency.LINE;
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /// Spares nearly every line the way to a String and back.
    private static boolean mayBeCommand(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            boolean newForm = bytes[i] == ':' && bytes[i + 1] == ':';
            boolean oldForm = bytes[i] == '#' && bytes[i + 1] == '#';
            if (newForm || oldForm) {
                return true;
            }
        }
        return false;
    }
}
