package dev.minijenkin.db.doctor;

import org.jooq.Record;

/// What a row says, for a sentence.
final class RowText {
    private RowText() {}

    static String text(Record row, String column) {
        return String.valueOf(row.get(column));
    }
}
