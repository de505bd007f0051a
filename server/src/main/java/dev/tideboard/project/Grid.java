package dev.tideboard.project;

/** The cells of a board's twelve columns that a panel covers; columns and rows count from 1. */
public record Grid(int column, int row, int width, int height) {
    /** How many columns a board has. */
    public static final int COLUMNS = 12;

    /** No cell: of a panel that stands elsewhere. */
    public static final Grid NONE = new Grid(0, 0, 0, 0);

    /** Whether the two cover a common cell. */
    public boolean overlaps(Grid other) {
        return column < other.column + other.width
                && other.column < column + width
                && row < other.row + other.height
                && other.row < row + height;
    }

    @Override
    public String toString() {
        return "[" + column + ", " + row + ", " + width + ", " + height + "]";
    }
}
