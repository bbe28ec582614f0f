package dev.minijenkin.db.view.overview;

/// How far an installation is set up: says what to do next while there is no run.
public record Setup(int repositories, int deliveries, int runnersOnline, boolean anyRun) {}
