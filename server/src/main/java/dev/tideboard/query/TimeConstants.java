package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Spelling;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlKind;

/** Texts that stand for a date or a time: read when a view is planned, so that a slip does not wait for a row. */
final class TimeConstants {
    private TimeConstants() {}

    static boolean isTime(ColumnType type) {
        return type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
    }

    /** {@code text} as a constant of {@code type}, a date or a timestamp; empty where it spells none. */
    static Optional<Constant> read(String text, ColumnType type) {
        try {
            return Optional.of(Constant.of(type, Spelling.whole(text, type)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** {@code value} as it is compared with, or made, a value of {@code type}: a constant text as the time it stands for. */
    static Typed beside(Typed value, ColumnType type) {
        if (!isTime(type) || !(value.expression() instanceof Constant text) || text.type() != ColumnType.TEXT) {
            return value;
        }
        if (text.missing()) {
            return Typed.plain(Constant.missing(type, text.dictionary()));
        }
        return Typed.plain(read(text.text(), type)
                .orElseThrow(() -> Unsupported.constant(
                        refusal(text.text(), type == ColumnType.DATE ? "DATE" : "TIMESTAMP"), text.toString())));
    }

    /** That a text is compared with what is none. */
    static Unsupported incomparable(Typed text, Typed other, SqlKind written) {
        String what = "cannot compare " + text.expression() + ", a text, with " + other.expression() + " of type "
                + other.type().spelling() + "; ";
        if (text.expression() instanceof Constant constant) {
            String way = switch (other.type().kind()) {
                case INTERVAL -> SpanText.advice(constant.text(), "");
                case BOOLEAN -> "write TRUE or FALSE";
                default ->
                    constant.text().matches("\\s*[+-]?[0-9]+(\\.[0-9]+)?\\s*")
                            ? "write " + constant.text().strip() + " without quotes"
                            : "write a number without quotes";
            };
            return Unsupported.constant(what + way, constant.toString());
        }
        if (other.expression() instanceof Constant constant) {
            return Unsupported.constant(
                    what + "write '" + constant + "' in quotes, or CAST the text", constant.toString());
        }
        String words = text.expression() + " " + other.expression();
        return Unsupported.mistake(what + "use CAST to convert one of them", written, words);
    }

    /** Why {@code text} is no value of the type that SQL calls {@code name}. */
    static String refusal(String text, String name) {
        String written = switch (name) {
            case "DATE" -> "a date is written DATE '2026-11-22'";
            case "TIMESTAMP" -> "a time is written TIMESTAMP '2026-11-22 02:00:00', in UTC";
            default -> "a value is written as in INTERVAL '30' SECOND";
        };
        return "'" + text + "' is no " + name.toLowerCase(Locale.ROOT) + "; " + written;
    }
}
