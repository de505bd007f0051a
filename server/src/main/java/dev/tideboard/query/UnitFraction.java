package dev.tideboard.query;

import dev.tideboard.data.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit as the powers of its factors, in the order they are written: {@code t/MWh} is t¹·MW⁻¹·h⁻¹. An energy is a power
 * times hours, so {@code MW} times {@code h} is {@code MWh}, and {@code t/MWh} times {@code MW} is {@code t/h}. Two are
 * equal when they have the same factors, in whatever order.
 *
 * @param exponents none of them 0
 */
record UnitFraction(Map<String, Integer> exponents) {
    private static final String HOUR = "h";

    /** What is written as one word with the hours it lasts: watts, amperes, and apparent and reactive power. */
    private static final Pattern POWER = Pattern.compile("[kMGTmµ]?(?:W|A|VA|var)");

    private static final Pattern LASTING = Pattern.compile("(" + POWER + ")h");
    private static final Pattern RAISED = Pattern.compile(
            "(?<base>\\S*[^\\s⁻⁰¹²³⁴⁵⁶⁷⁸⁹])(?:\\^(?<plain>-?[0-9]{1,2})|(?<small>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))");
    private static final Pattern TIMES = Pattern.compile("[·⋅*]");
    private static final Pattern BRACKETED = Pattern.compile("\\(([^()/]*)\\)");
    private static final String DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** More than that is no unit of anything. */
    private static final int MOST = 99;

    /** Reads {@code a·b²/c/d}: what follows a slash divides. Empty where it is written in a way that is not understood. */
    static Optional<UnitFraction> of(Unit unit) {
        Map<String, Integer> exponents = new LinkedHashMap<>();
        String[] parts = unit.symbol().split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            Matcher bracketed = BRACKETED.matcher(parts[i].strip());
            String factors = bracketed.matches() ? bracketed.group(1) : parts[i];
            for (String factor : TIMES.split(factors, -1)) {
                if (factor.contains("(") || factor.contains(")")) {
                    return Optional.empty();
                }
                add(factor.strip(), i == 0 ? 1 : -1, exponents);
            }
        }
        return bounded(exponents);
    }

    private static void add(String factor, int sign, Map<String, Integer> exponents) {
        Matcher raised = RAISED.matcher(factor);
        boolean isRaised = raised.matches();
        String base = isRaised ? raised.group("base") : factor;
        int exponent = isRaised ? sign * exponent(raised) : sign;
        Matcher lasting = LASTING.matcher(base);
        if (lasting.matches()) {
            exponents.merge(lasting.group(1), exponent, Integer::sum);
            exponents.merge(HOUR, exponent, Integer::sum);
        } else if (!base.isEmpty() && !base.equals("1")) {
            exponents.merge(base, exponent, Integer::sum);
        }
    }

    private static int exponent(Matcher raised) {
        if (raised.group("plain") != null) {
            return Integer.parseInt(raised.group("plain"));
        }
        int value = 0;
        for (char digit : raised.group("small").replace("⁻", "").toCharArray()) {
            value = 10 * value + DIGITS.indexOf(digit);
        }
        return raised.group("small").startsWith("⁻") ? -value : value;
    }

    private static Optional<UnitFraction> bounded(Map<String, Integer> exponents) {
        exponents.values().removeIf(exponent -> exponent == 0);
        boolean small = exponents.values().stream().allMatch(exponent -> Math.abs(exponent) <= MOST);
        return small ? Optional.of(new UnitFraction(exponents)) : Optional.empty();
    }

    /** Empty where an exponent would be beyond all reason. */
    Optional<UnitFraction> times(UnitFraction other) {
        Map<String, Integer> product = new LinkedHashMap<>(exponents);
        other.exponents.forEach((factor, exponent) -> product.merge(factor, exponent, Integer::sum));
        return bounded(product);
    }

    /** Empty where an exponent would be beyond all reason. */
    Optional<UnitFraction> power(int exponent) {
        return exponent < -MOST || exponent > MOST ? Optional.empty() : withEach(own -> own * exponent);
    }

    /** What times itself is this; empty where that is no square. */
    Optional<UnitFraction> root() {
        boolean square = exponents.values().stream().allMatch(exponent -> exponent % 2 == 0);
        return square ? withEach(own -> own / 2) : Optional.empty();
    }

    private Optional<UnitFraction> withEach(IntUnaryOperator change) {
        Map<String, Integer> changed = new LinkedHashMap<>();
        exponents.forEach((factor, exponent) -> changed.put(factor, change.applyAsInt(exponent)));
        return bounded(changed);
    }

    /** As it is written: {@code MW²·t/h}. */
    Unit unit() {
        if (exponents.isEmpty()) {
            return Unit.NONE;
        }
        List<String> above = written(1);
        List<String> below = written(-1);
        String numerator = above.isEmpty() ? "1" : String.join("·", above);
        return new Unit(below.isEmpty() ? numerator : numerator + "/" + String.join("/", below));
    }

    /** The factors above or below the line: hours with the power that lasts so long. */
    private List<String> written(int sign) {
        List<String> written = new ArrayList<>();
        int hours = Math.max(0, sign * exponents.getOrDefault(HOUR, 0));
        for (Map.Entry<String, Integer> factor : exponents.entrySet()) {
            int exponent = Math.max(0, sign * factor.getValue());
            boolean isHour = factor.getKey().equals(HOUR);
            int lasting = POWER.matcher(factor.getKey()).matches() ? Math.min(hours, exponent) : 0;
            hours -= lasting;
            write(factor.getKey() + HOUR, lasting, written);
            write(factor.getKey(), isHour ? 0 : exponent - lasting, written);
        }
        write(HOUR, hours, written);
        return written;
    }

    private static void write(String factor, int exponent, List<String> written) {
        if (exponent == 1) {
            written.add(factor);
        } else if (exponent > 1) {
            StringBuilder raised = new StringBuilder(factor);
            Integer.toString(exponent).chars().forEach(digit -> raised.append(DIGITS.charAt(digit - '0')));
            written.add(raised.toString());
        }
    }
}
