package dev.minijenkin.db.run.job;

import java.util.List;

/// Which job of a run it is.
///
/// @param key id in the workflow file, behind those of its callers; legs share it
/// @param leg id of the combination of the matrix; empty without one
/// @param matrixIndex place of the combination in the matrix, from 0
/// @param place order for people: place in the file and in the matrix, after those of its callers
public record JobPosition(String key, String leg, int matrixIndex, List<Integer> place) {
    /// What the keys of the jobs that it calls begin with, before a slash.
    public String scope() {
        return leg.isEmpty() ? key : key + "." + leg;
    }

    /// The scope of the job that called it; empty where none did.
    public String caller() {
        int slash = key.lastIndexOf('/');
        return slash < 0 ? "" : key.substring(0, slash);
    }

    /// The key in its own file.
    public String localKey() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
