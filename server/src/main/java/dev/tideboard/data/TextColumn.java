package dev.tideboard.data;

/** Text as codes of one {@link Dictionary}: equal codes are equal texts, so kernels compare ints. */
public final class TextColumn implements Column {
    private final int[] codes;
    private final int size;
    private final Nulls nulls;
    private final Dictionary dictionary;

    /** Takes ownership of {@code codes}, of which the first {@code size} are rows. */
    public TextColumn(int[] codes, int size, Nulls nulls, Dictionary dictionary) {
        this.codes = codes;
        this.size = size;
        this.nulls = nulls;
        this.dictionary = dictionary;
    }

    /** The codes; may be longer than {@link #size()}; read only. */
    public int[] codes() {
        return codes;
    }

    public int code(int row) {
        return codes[row];
    }

    /** The text of a row that is not null. */
    public String text(int row) {
        return dictionary.text(codes[row]);
    }

    public Dictionary dictionary() {
        return dictionary;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Nulls nulls() {
        return nulls;
    }

    @Override
    public TextColumn gather(int[] rows, int count) {
        int[] gathered = new int[count];
        boolean outer = false;
        for (int i = 0; i < count; i++) {
            if (rows[i] >= 0) {
                gathered[i] = codes[rows[i]];
            } else {
                outer = true;
            }
        }
        Nulls kept = outer || nulls.any() ? nulls.gather(rows, count) : Nulls.NONE;
        return new TextColumn(gathered, count, kept, dictionary);
    }

    @Override
    public boolean sameValue(int row, Column other, int otherRow) {
        return codes[row] == ((TextColumn) other).codes[otherRow] && isNull(row) == other.isNull(otherRow);
    }

    @Override
    public int keepSame(int[] rows, int[] others, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int other = others[i];
            rows[kept] = row;
            others[kept] = other;
            kept += codes[row] == codes[other] ? 1 : 0;
        }
        return nulls.keepSame(rows, others, kept);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? 0x51ED270B : Column.mix(codes[row]);
    }

    @Override
    public Object boxed(int row, Object missing) {
        return isNull(row) ? missing : (Object) text(row);
    }
}
