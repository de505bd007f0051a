package dev.tideboard.query;

import dev.tideboard.data.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a computed value. A product or quotient cancels equal factors: {@code $/MWh} times {@code MW} by
 * {@code MW} is {@code $/MWh} again. An energy is a power times hours, so {@code MW} times {@code h} is {@code MWh}, and
 * {@code t/MWh} times {@code MW} is {@code t/h}. A number without a unit takes that of the other side.
 */
final class Units {
    private static final String TIMES = "·";
    private static final String HOUR = "h";
    /** What is written as one word with the hours it lasts: watts, amperes, and apparent and reactive power. */
    private static final Pattern LASTING = Pattern.compile("([kMGTmµ]?(?:W|A|VA|var))h");

    private static final Pattern POWER = Pattern.compile("[kMGTmµ]?(?:W|A|VA|var)");

    private Units() {}

    /** True when both are known and differ, so that adding or comparing the values means nothing. */
    static boolean clash(Unit one, Unit other) {
        return !one.isNone() && !other.isNone() && !one.equals(other);
    }

    /** The unit of a sum, or of a choice between two values: the one there is, none where they differ. */
    static Unit either(Unit one, Unit other) {
        if (clash(one, other)) {
            return Unit.NONE;
        }
        return one.isNone() ? other : one;
    }

    static Unit product(Unit one, Unit other) {
        return Fraction.of(one).times(Fraction.of(other)).unit();
    }

    static Unit quotient(Unit one, Unit other) {
        return Fraction.of(one).times(Fraction.of(other).inverse()).unit();
    }

    private record Fraction(List<String> above, List<String> below) {

        /** Reads {@code a·b/c/d}: what follows a slash divides. */
        static Fraction of(Unit unit) {
            List<String> above = new ArrayList<>();
            List<String> below = new ArrayList<>();
            if (unit.isNone()) {
                return new Fraction(above, below);
            }
            String[] parts = unit.symbol().split("/", -1);
            for (int i = 0; i < parts.length; i++) {
                List<String> side = i == 0 ? above : below;
                for (String factor : parts[i].split(TIMES, -1)) {
                    addFactors(factor.strip(), side);
                }
            }
            return new Fraction(above, below);
        }

        private static void addFactors(String factor, List<String> side) {
            Matcher lasting = LASTING.matcher(factor);
            if (lasting.matches()) {
                side.add(lasting.group(1));
                side.add(HOUR);
            } else if (!factor.isEmpty() && !factor.equals("1")) {
                side.add(factor);
            }
        }

        /** The factors as they are written: hours with the power that lasts so long. */
        private static List<String> written(List<String> factors) {
            List<String> written = new ArrayList<>(factors);
            written.removeIf(HOUR::equals);
            int hours = factors.size() - written.size();
            for (int i = 0; i < written.size() && hours > 0; i++) {
                if (POWER.matcher(written.get(i)).matches()) {
                    written.set(i, written.get(i) + HOUR);
                    hours--;
                }
            }
            written.addAll(Collections.nCopies(hours, HOUR));
            return written;
        }

        Fraction inverse() {
            return new Fraction(/* above= */ below, /* below= */ above);
        }

        Fraction times(Fraction other) {
            List<String> up = new ArrayList<>(above);
            up.addAll(other.above);
            List<String> down = new ArrayList<>();
            List<String> divisors = new ArrayList<>(below);
            divisors.addAll(other.below);
            for (String factor : divisors) {
                if (!up.remove(factor)) {
                    down.add(factor);
                }
            }
            return new Fraction(up, down);
        }

        Unit unit() {
            if (above.isEmpty() && below.isEmpty()) {
                return Unit.NONE;
            }
            String numerator = above.isEmpty() ? "1" : String.join(TIMES, written(above));
            return new Unit(below.isEmpty() ? numerator : numerator + "/" + String.join("/", written(below)));
        }
    }
}
