package dev.tideboard.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The type of a column's values, and how they are stored. There is one object for each type, so types are compared by
 * identity.
 */
public final class ColumnType {
    /** Text, stored as codes of a {@link Dictionary}. */
    public static final ColumnType TEXT = new ColumnType(Kind.TEXT, Storage.TEXT, 0);
    /** True or false, stored as 1 and 0. */
    public static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, Storage.LONG, 0);
    /** A 32-bit integer. */
    public static final ColumnType INT = new ColumnType(Kind.INT, Storage.LONG, 0);
    /** A 64-bit integer. */
    public static final ColumnType LONG = new ColumnType(Kind.LONG, Storage.LONG, 0);
    /** A 64-bit floating-point number; never NaN nor infinite inside a table. */
    public static final ColumnType DOUBLE = new ColumnType(Kind.DOUBLE, Storage.DOUBLE, 0);
    /** An instant: milliseconds since the epoch, UTC. */
    public static final ColumnType TIMESTAMP = new ColumnType(Kind.TIMESTAMP, Storage.LONG, 0);
    /** A day of the calendar, stored as the milliseconds since the epoch at which it begins in UTC. */
    public static final ColumnType DATE = new ColumnType(Kind.DATE, Storage.LONG, 0);
    /** A span of time in milliseconds. */
    public static final ColumnType INTERVAL = new ColumnType(Kind.INTERVAL, Storage.LONG, 0);

    private static final List<ColumnType> DECIMALS = IntStream.rangeClosed(0, Decimals.DIGITS)
            .mapToObj(scale -> new ColumnType(Kind.DECIMAL, Storage.LONG, scale))
            .toList();
    private static final List<ColumnType> PLAIN = List.of(TEXT, BOOLEAN, INT, LONG, DOUBLE, TIMESTAMP, DATE, INTERVAL);
    private static final Pattern DECIMAL = Pattern.compile("decimal\\( *([0-9]{1,2}) *, *([0-9]{1,2}) *\\)");

    /** Types of one family, which differ in no more than a count of digits. */
    public enum Kind {
        TEXT("text"),
        BOOLEAN("boolean"),
        INT("int"),
        LONG("long"),
        DOUBLE("double"),
        /** A number of at most {@value Decimals#DIGITS} digits, some of them after the point; stored without the point. */
        DECIMAL("decimal"),
        TIMESTAMP("timestamp"),
        DATE("date"),
        INTERVAL("interval");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** Which {@link Column} class holds the values. */
    public enum Storage {
        LONG,
        DOUBLE,
        TEXT
    }

    private final Kind kind;
    private final Storage storage;
    private final int scale;

    private ColumnType(Kind kind, Storage storage, int scale) {
        this.kind = kind;
        this.storage = storage;
        this.scale = scale;
    }

    /**
     * Decimals with {@code scale} digits after the point.
     *
     * @param scale from 0 to {@value Decimals#DIGITS}
     */
    public static ColumnType decimal(int scale) {
        return DECIMALS.get(scale);
    }

    /**
     * The type that projects spell so. A decimal of fewer digits, such as {@code decimal(10,2)}, has room for
     * {@value Decimals#DIGITS}.
     */
    public static Optional<ColumnType> spelled(String spelling) {
        Matcher decimal = DECIMAL.matcher(spelling);
        if (decimal.matches()) {
            int digits = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            return Math.max(scale, digits) <= Decimals.DIGITS ? Optional.of(decimal(scale)) : Optional.empty();
        }
        return PLAIN.stream().filter(type -> type.spelling().equals(spelling)).findFirst();
    }

    /** The spellings there are, for messages; one stands for all decimals. */
    public static List<String> spellings() {
        return Stream.concat(PLAIN.stream().map(ColumnType::spelling), Stream.of("decimal(18,2)"))
                .toList();
    }

    /** The word for this type in projects and over HTTP. */
    public String spelling() {
        return kind == Kind.DECIMAL ? "decimal(" + Decimals.DIGITS + "," + scale + ")" : kind.word;
    }

    public Kind kind() {
        return kind;
    }

    public Storage storage() {
        return storage;
    }

    /** How many digits of the stored number are after the point; 0 for all but decimals. */
    public int scale() {
        return scale;
    }

    public boolean isDecimal() {
        return kind == Kind.DECIMAL;
    }

    /** Whether values can be added up; spans of time can, too, but are no numbers. */
    public boolean isNumber() {
        return switch (kind) {
            case INT, LONG, DOUBLE, DECIMAL -> true;
            case TEXT, BOOLEAN, TIMESTAMP, DATE, INTERVAL -> false;
        };
    }

    @Override
    public String toString() {
        return spelling();
    }
}
