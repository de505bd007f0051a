package dev.tideboard.query;

import dev.tideboard.data.Unit;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlKind;

/**
 * The unit of a computed value. A product or quotient cancels equal factors: {@code $/MWh} times {@code MW} by
 * {@code MW} is {@code $/MWh} again. A number without a unit takes that of the other side. What is shown is right: a value
 * whose unit cannot be told has none, and values of different units are neither added nor compared nor chosen between.
 */
final class Units {
    private Units() {}

    /** True when both are known and differ, however they are spelled, so that adding or comparing the values means nothing. */
    static boolean clash(Unit one, Unit other) {
        if (one.isNone() || other.isNone() || one.equals(other)) {
            return false;
        }
        Optional<UnitFraction> fraction = UnitFraction.of(one);
        return fraction.isEmpty() || !fraction.equals(UnitFraction.of(other));
    }

    static Unit product(Unit one, Unit other) {
        return one.isNone() || other.isNone() ? known(one, other) : combined(one, other, 1);
    }

    static Unit quotient(Unit one, Unit other) {
        return other.isNone() ? one : combined(one, other, -1);
    }

    private static Unit combined(Unit one, Unit other, int exponent) {
        Optional<UnitFraction> right = UnitFraction.of(other).flatMap(unit -> unit.power(exponent));
        return UnitFraction.of(one)
                .flatMap(left -> right.flatMap(left::times))
                .map(UnitFraction::unit)
                .orElse(Unit.NONE);
    }

    /** The unit of a value multiplied by itself so often; that of 1 is none. */
    static Unit power(Unit unit, int exponent) {
        return exponent == 1
                ? unit
                : UnitFraction.of(unit)
                        .flatMap(fraction -> fraction.power(exponent))
                        .map(UnitFraction::unit)
                        .orElse(Unit.NONE);
    }

    /** What times itself is {@code unit}; none where that is no square. */
    static Unit root(Unit unit) {
        return UnitFraction.of(unit)
                .flatMap(UnitFraction::root)
                .map(UnitFraction::unit)
                .orElse(Unit.NONE);
    }

    /** The unit of a sum of values, or of one that is chosen from them: what those have that have one. */
    static Unit common(String verb, List<Typed> values, SqlKind kind) {
        Typed known = values.getFirst();
        for (Typed value : values) {
            refuseClash(verb, known, value, kind);
            known = known.unit().isNone() ? value : known;
        }
        return known.unit();
    }

    private static Unit known(Unit one, Unit other) {
        return one.isNone() ? other : one;
    }

    /** Adding, comparing or choosing between different units is a mistake of the author. */
    static void refuseClash(String verb, Typed left, Typed right, SqlKind kind) {
        if (clash(left.unit(), right.unit())) {
            throw Unsupported.mistake(
                    "cannot " + verb + " " + left.expression() + " in "
                            + left.unit().symbol() + " and " + right.expression() + " in "
                            + right.unit().symbol() + "; give each a column of its own",
                    kind,
                    left.expression() + " " + right.expression());
        }
    }
}
