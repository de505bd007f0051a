package dev.tideboard.connect;

/** Text that is a number as JSON spells it: no blanks, no plus sign, no {@code NaN}, {@code 0x1F} or {@code 1d}. */
final class Numeral {
    private static final int LONGEST = 100;

    private final String text;
    private int at;

    private Numeral(String text) {
        this.text = text;
    }

    /** True when {@code text} is one number and nothing else. */
    static boolean isClean(String text) {
        return text.length() <= LONGEST && new Numeral(text).clean();
    }

    private boolean clean() {
        next('-');
        int start = at;
        if (digits() == 0 || (text.charAt(start) == '0' && at - start > 1)) {
            return false;
        }
        if (next('.') && digits() == 0) {
            return false;
        }
        if (next('e') || next('E')) {
            if (!next('-')) {
                next('+');
            }
            if (digits() == 0) {
                return false;
            }
        }
        return at == text.length();
    }

    private boolean next(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - start;
    }
}
