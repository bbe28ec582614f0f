package dev.minijenkin.db.doctor;

/// Something that hurts, or soon will.
///
/// @param id what kind of thing it is, in small letters with dashes; stays as it is
/// @param urgent whether it hurts now
/// @param what is wrong, in a sentence
/// @param fix what to do, in a sentence
public record DoctorFinding(String id, boolean urgent, String what, String fix) {
    static DoctorFinding now(String id, String what, String fix) {
        return new DoctorFinding(id, true, what, fix);
    }

    static DoctorFinding soon(String id, String what, String fix) {
        return new DoctorFinding(id, false, what, fix);
    }
}
