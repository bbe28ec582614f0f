package dev.minijenkin.db.doctor;

/// Something that hurts, or soon will, or that could not be looked at.
///
/// @param id what kind of thing it is, in small letters with dashes; stays as it is
/// @param what is wrong, in a sentence
/// @param fix what to do, in a sentence
public record DoctorFinding(String id, Severity severity, String what, String fix) {
    /// How much it matters; the worst first.
    public enum Severity {
        /// It hurts.
        NOW,
        /// It soon may.
        SOON,
        /// It hurts nobody; but whoever looks for something knows what was not looked at.
        NOTE
    }

    static DoctorFinding now(String id, String what, String fix) {
        return new DoctorFinding(id, Severity.NOW, what, fix);
    }

    static DoctorFinding soon(String id, String what, String fix) {
        return new DoctorFinding(id, Severity.SOON, what, fix);
    }

    static DoctorFinding note(String id, String what, String fix) {
        return new DoctorFinding(id, Severity.NOTE, what, fix);
    }

    /// Whether it hurts now.
    public boolean urgent() {
        return severity == Severity.NOW;
    }
}
