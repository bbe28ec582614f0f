package dev.minijenkin.console.command;

/// What a person is asked before a command is sent. It names what it is about, and the command that
/// it belongs to is about the same, whatever the lists behind it show by then.
///
/// @param action the word on the button
/// @param destructive whether it throws work away
public record Question(String title, String explanation, String action, boolean destructive) {}
