package dev.tideboard.connect;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.DictionaryFullException;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Inlet;
import dev.tideboard.engine.Quarantine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * JSON messages to rows: one object or an array of them, each sent to the first route that takes it, its fields put into
 * columns by name. Thread-safe.
 *
 * <p>A missing field or a null is a null, never a zero. Fields that lead to no column are ignored and remembered. A row
 * that cannot be taken, also for want of any field that leads to a column, goes to the quarantine with the column, the value and the reason, and the other rows of its
 * message go on; a message that is no JSON goes there as a whole.
 */
public final class RowDecoder {

    /** A route with its field names resolved. */
    private record Target(RowRoute route, Map<String, Integer> columns) {
        static Target of(RowRoute route) {
            Schema schema = route.inlet().table().schema();
            Map<String, Integer> columns = new HashMap<>();
            schema.names().forEach(name -> columns.put(name, schema.indexOf(name)));
            route.rename().forEach((field, column) -> columns.put(field, schema.indexOf(column)));
            return new Target(route, Map.copyOf(columns));
        }

        boolean takes(Map<String, JsonField> fields) {
            return route.has().isEmpty() || route.has().stream().anyMatch(fields::containsKey);
        }

        String table() {
            return route.inlet().table().name();
        }
    }

    private final String source;
    private final List<Target> targets;
    private final DecoderOptions options;
    private final JsonObjects objects;
    private final Quarantine quarantine;
    private final InstantSource clock;
    private final IgnoredFields ignored;

    /**
     * Decodes the messages of one source.
     *
     * @param routes in the order they are tried; an object that none takes is refused
     */
    public RowDecoder(
            String source, List<RowRoute> routes, DecoderOptions options, Quarantine quarantine, InstantSource clock) {
        if (routes.isEmpty()) {
            throw new SourceException("source=" + source + " leads to no table, expected at least one");
        }
        this.source = source;
        this.ignored = new IgnoredFields(source);
        this.targets = routes.stream().map(Target::of).toList();
        this.options = options;
        this.objects = new JsonObjects(options);
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /** The rows of {@code message}, which was received now. */
    public Decoded decode(byte[] message) {
        Reading reading = new Reading();
        try {
            objects.read(message, reading);
        } catch (JsonObjects.BadMessageException e) {
            int shown = Math.min(message.length, 4000);
            String value = new String(message, 0, shown, StandardCharsets.UTF_8);
            refuse("", "", value, e.reason());
            return new Decoded(List.of(), 1, e.reason());
        }
        return reading.finish();
    }

    /** Names of fields that went to no column, in the order they were first seen; bounded. */
    public Collection<String> ignoredFields() {
        return ignored.names();
    }

    /** Where the rows go, route by route. */
    List<Inlet> inlets() {
        return targets.stream().map(target -> target.route().inlet()).toList();
    }

    private void refuse(String table, String column, String value, String reason) {
        Instant now = clock.instant();
        Quarantine.Cause cause = table.isEmpty() ? Quarantine.Cause.UNREADABLE : Quarantine.Cause.VALUE;
        quarantine.refuse(
                new Quarantine.Entry(now, source, table, column, Shortened.forQuarantine(value), reason, cause));
    }

    /** Rows of one table while their message is read. */
    private final class Gathering {
        private final int route;
        private final Target target;
        private final Schema schema;
        private final RowScratch row;
        private final RowBatchBuilder batch;

        Gathering(int route) {
            this.route = route;
            this.target = targets.get(route);
            this.schema = target.route().inlet().table().schema();
            this.row = new RowScratch(schema, options);
            this.batch = new RowBatchBuilder(schema, 1);
        }
    }

    /** @param within the object that the value is in; "" where the value is the object itself */
    private record Refused(String table, String column, String value, String reason, String within) {
        Refused(String table, String column, String value, String reason) {
            this(table, column, value, reason, "");
        }

        String whole() {
            return within.isEmpty() ? reason : reason + ", in " + within;
        }
    }

    /** One message; what it refuses is told only once the message turned out to be readable to its end. */
    private final class Reading implements JsonObjects.Sink {
        private final List<Gathering> gatherings = new ArrayList<>(targets.size());
        private final List<Refused> refusals = new ArrayList<>(0);

        @Override
        public void object(Map<String, JsonField> fields) {
            for (int route = 0; route < targets.size(); route++) {
                if (targets.get(route).takes(fields)) {
                    row(gathering(route), fields);
                    return;
                }
            }
            refusals.add(new Refused("", "", shown(fields), noRoute(fields)));
        }

        @Override
        public void repeats(String name, Map<String, JsonField> fields) {
            String reason = "field " + Shortened.quoted(name) + " is given twice, expected once";
            refusals.add(new Refused("", "", shown(fields), reason));
        }

        @Override
        public void notAnObject(JsonField found) {
            String reason = "found " + found.describe() + ", expected a JSON object";
            refusals.add(new Refused("", "", found.text(), reason));
        }

        Decoded finish() {
            refusals.forEach(refused -> refuse(refused.table, refused.column, refused.value, refused.whole()));
            List<Decoded.Part> parts = gatherings.stream()
                    .filter(gathering -> gathering.batch.size() > 0)
                    .map(gathering -> new Decoded.Part(gathering.target.route().inlet(), gathering.batch.build()))
                    .toList();
            String reason = refusals.isEmpty() ? "" : refusals.getFirst().reason();
            return new Decoded(parts, refusals.size(), reason);
        }

        private Gathering gathering(int route) {
            for (Gathering known : gatherings) {
                if (known.route == route) {
                    return known;
                }
            }
            Gathering fresh = new Gathering(route);
            gatherings.add(fresh);
            return fresh;
        }

        private void row(Gathering to, Map<String, JsonField> fields) {
            to.row.clear();
            boolean isKnown = false;
            for (Map.Entry<String, JsonField> field : fields.entrySet()) {
                Integer column = to.target.columns().get(field.getKey());
                if (column == null) {
                    ignored.add(field.getKey());
                    continue;
                }
                isKnown = true;
                if (field.getValue().isNull()) {
                    continue;
                }
                if (!value(to, column, field, fields)) {
                    return;
                }
            }
            if (!isKnown) {
                refusals.add(new Refused(to.target.table(), "", shown(fields), noColumn(to.target, fields)));
                return;
            }
            try {
                to.row.addTo(to.batch, to.target.route().inlet().dictionary());
            } catch (DictionaryFullException e) {
                refusals.add(new Refused(to.target.table(), "", shown(fields), String.valueOf(e.getMessage())));
            }
        }

        private boolean value(
                Gathering to, int column, Map.Entry<String, JsonField> named, Map<String, JsonField> fields) {
            JsonField field = named.getValue();
            String columnName = to.schema.column(column).name();
            try {
                if (to.row.has(column)) {
                    throw new RefusedValueException("a second field for this column, expected one of the spellings");
                }
                to.row.set(column, field);
                boolean isText = to.schema.column(column).type() == ColumnType.TEXT;
                if (isText
                        && to.row.text(column).isBlank()
                        && to.target.route().inlet().table().key().contains(columnName)) {
                    throw new RefusedValueException(
                            "found blank text, expected a value: the column is part of the key");
                }
                String lacking = isText ? to.target.route().inlet().lacking(columnName, to.row.text(column)) : "";
                if (!lacking.isEmpty()) {
                    throw new RefusedValueException(
                            columnName + "=" + Shortened.forReason(to.row.text(column)) + " " + lacking);
                }
                return true;
            } catch (RefusedValueException e) {
                String where = "field " + Shortened.quoted(named.getKey()) + ": ";
                refusals.add(new Refused(
                        to.target.table(),
                        columnName,
                        field.text(),
                        where + e.reason(),
                        Shortened.forReason(shown(fields))));
                return false;
            }
        }

        /** It would be a row of nulls alone, and most often it is a message of something else. */
        private static String noColumn(Target target, Map<String, JsonField> fields) {
            return "none of the fields " + Shortened.forReason(fields.keySet().toString()) + " leads to a column of "
                    + target.table() + ", expected any of "
                    + Shortened.forReason(new TreeSet<>(target.columns().keySet()).toString())
                    + "; rename: {FIELD: COLUMN} leads other names there";
        }

        private String noRoute(Map<String, JsonField> fields) {
            StringBuilder reason = new StringBuilder("no table takes the fields ");
            reason.append(Shortened.forReason(fields.keySet().toString())).append(", expected");
            String or = " ";
            for (Target target : targets) {
                reason.append(or)
                        .append("any of ")
                        .append(target.route().has())
                        .append(" for ")
                        .append(target.table());
                or = ", or ";
            }
            return reason.toString();
        }

        private static String shown(Map<String, JsonField> fields) {
            StringBuilder text = new StringBuilder("{");
            for (Map.Entry<String, JsonField> field : fields.entrySet()) {
                if (text.length() > 1000) {
                    break;
                }
                text.append(text.length() == 1 ? "" : ", ");
                text.append(field.getKey()).append(": ").append(field.getValue().text());
            }
            return text.append('}').toString();
        }
    }
}
