/// A whole Mini-Jenkin on this machine: its PostgreSQL, its folder and its processes. One that a
/// person keeps ([LocalInstance]), and one for a benchmark or a test ([ThrowAwayInstance]).
@NullMarked
package dev.minijenkin.instance;

import org.jspecify.annotations.NullMarked;
