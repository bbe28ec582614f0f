package dev.minijenkin.console.log.repeat;

/// Lines that say the same again and again, but for their numbers.
///
/// @param first the first of them, from 0
/// @param end the line after the last
/// @param title `indexed batch … in … ms × 299,987`
public record Repetition(int first, int end, String title) {
    int lines() {
        return end - first;
    }
}
