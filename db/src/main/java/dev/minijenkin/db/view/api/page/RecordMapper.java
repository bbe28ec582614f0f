package dev.minijenkin.db.view.api.page;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Makes records of rows: a component is the column of its name in small letters with `_` between
/// words.
///
/// @param type of the records
public record RecordMapper<T extends java.lang.Record>(Class<T> type) {
    public T map(Record row) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(row, components[i]);
        }
        try {
            Constructor<T> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made of a row", e);
        }
    }

    private static @Nullable Object value(Record row, RecordComponent component) {
        String column = column(component.getName());
        Class<?> wanted = component.getType();
        if (wanted == Instant.class) {
            OffsetDateTime time = row.get(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
        if (wanted == List.class) {
            return list(row, column, component.getGenericType());
        }
        return row.get(column, wanted);
    }

    private static @Nullable Object list(Record row, String column, Type type) {
        if (type.getTypeName().contains("Long")) {
            Long[] numbers = row.get(column, Long[].class);
            return numbers == null ? null : List.of(numbers);
        }
        String[] texts = row.get(column, String[].class);
        return texts == null ? null : List.of(texts);
    }

    private static String column(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
