package dev.minijenkin.console.run;

/// How large something is to be drawn.
enum ZoomWish {
    LARGER,
    SMALLER,
    USUAL,
    FIT
}
