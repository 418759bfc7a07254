package dev.ordersaga.simulation.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Copies an entity field by field, as loading it again would: through its constructor without arguments, which JPA wants,
 * too. Values are shared, for they never change; maps are copied.
 */
final class Copier<R> {

    private final Constructor<?> constructor;
    private final Field[] fields;

    Copier(Class<R> type) {
        try {
            this.constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is no entity", e);
        }
        constructor.setAccessible(true);
        this.fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toArray(Field[]::new);
        for (var field : fields) {
            field.setAccessible(true);
        }
    }

    @SuppressWarnings("unchecked") // of the type that was given
    R copy(R original) {
        try {
            var copy = constructor.newInstance();
            for (var field : fields) {
                field.set(copy, copyOfValue(field.get(original)));
            }
            return (R) copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy a " + original.getClass(), e);
        }
    }

    private static @Nullable Object copyOfValue(@Nullable Object value) {
        return value instanceof SortedMap<?, ?> map ? new TreeMap<>(map) : value;
    }
}
