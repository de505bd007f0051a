package dev.tideboard.data;

/** A physical unit such as {@code MW}, {@code t} or {@code $/MWh}; {@link #NONE} where the project names none. */
public record Unit(String symbol) {
    public static final Unit NONE = new Unit("");

    public boolean isNone() {
        return symbol.isEmpty();
    }
}
