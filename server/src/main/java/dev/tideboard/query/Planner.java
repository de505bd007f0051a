package dev.tideboard.query;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Polling;
import dev.tideboard.engine.ViewPlan;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * Plans views: SQL text in, checked plan out. Knows the tables and views that SQL may read. Thread-safe: a planner never
 * changes, and {@link #with} gives another one.
 */
public final class Planner {
    private final Map<String, Relation> relations;
    private final Dictionary dictionary;
    private final SqlFrontEnd frontEnd;

    /**
     * A planner over {@code relations}.
     *
     * @param dictionary the one of the engine that will run the plans
     */
    public Planner(Collection<Relation> relations, Dictionary dictionary) {
        Map<String, Relation> byName = new LinkedHashMap<>();
        relations.forEach(relation -> byName.put(relation.name(), relation));
        this.relations = Map.copyOf(byName);
        this.dictionary = dictionary;
        this.frontEnd = new SqlFrontEnd(byName);
    }

    /** A planner that knows {@code relation} as well, in place of one of the same name. */
    public Planner with(Relation relation) {
        Map<String, Relation> more = new LinkedHashMap<>(relations);
        more.put(relation.name(), relation);
        return new Planner(more.values(), dictionary);
    }

    /**
     * Plans one view.
     *
     * @throws SqlException naming the place in the SQL, what was found there and the way out
     */
    public ViewPlan plan(ViewDefinition view) {
        SqlText text = new SqlText(view.sql());
        SqlErrors errors = new SqlErrors(text, relations);
        SqlFrontEnd.Algebra algebra = frontEnd.convert(view, text, errors);
        OutputColumns.check(algebra.tree(), errors);
        try {
            return plan(view, algebra);
        } catch (Unsupported unsupported) {
            SqlNode place = SqlPlaces.find(algebra.tree(), unsupported);
            throw unsupported.isMistake()
                    ? errors.at(place, unsupported.message())
                    : errors.unsupported(place, unsupported.message());
        }
    }

    private ViewPlan plan(ViewDefinition view, SqlFrontEnd.Algebra algebra) {
        RelNode node = algebra.node();
        PlanTranslator translator =
                new PlanTranslator(relations, dictionary, node.getCluster().getRexBuilder());
        PlanNode root = OutputColumns.named(translator.translate(node), algebra.root());
        return new SqlViewPlan(view, root, key(view, root), dictionary);
    }

    private static List<String> key(ViewDefinition view, PlanNode root) {
        PlanKeys keys = PlanKeys.of(root);
        List<String> derived = keys.candidates().isEmpty()
                ? List.of()
                : keys.candidates().getFirst().stream()
                        .map(column -> root.schema().column(column).name())
                        .toList();
        if (view.key().isEmpty()) {
            return derived;
        }
        for (String column : view.key()) {
            if (root.schema().indexOf(column) < 0) {
                throw Unsupported.mistake(
                        "key column " + column + " is not selected"
                                + SqlErrors.known(column, root.schema().names()),
                        SqlKind.SELECT,
                        "");
            }
        }
        if (!keys.areKey(view.key().stream().map(root.schema()::indexOf).toList())) {
            throw Unsupported.mistake(
                    "key " + view.key() + " does not follow from the SQL, so rows could repeat it; "
                            + (derived.isEmpty() ? "the view has no key of its own" : "its key is " + derived),
                    SqlKind.SELECT,
                    "");
        }
        return view.key();
    }

    /**
     * The plan of a view that another engine runs again and again: filters by its columns are applied to what that gives.
     *
     * @param schema the columns of its result
     * @param inputs the tables and views it reads
     */
    public ViewPlan polled(ViewDefinition view, Schema schema, List<String> inputs, Polling polling) {
        Relation rows = new Relation(Polling.rowsOf(view.name()), schema, view.key());
        return new PolledPlan(new SqlViewPlan(view, new PlanNode.Scan(rows), view.key(), dictionary), inputs, polling);
    }

    /**
     * The SQL as another engine may take it: first with the words in quotes that name columns here and may be reserved
     * there, then as its author wrote it.
     */
    public static List<String> spellings(ViewDefinition view) {
        SqlText text = new SqlText(view.sql());
        return List.of(text.quoted(), text.written());
    }

    /** What in the SQL means something else to another engine, which must not run it then. */
    public Optional<SqlException> readOtherwise(ViewDefinition view) {
        SqlText text = new SqlText(view.sql());
        return ReadOtherwise.in(text, new SqlErrors(text, relations));
    }

    /** Whether the SQL is well formed to us, so that what another engine cannot read of it is a form of ours. */
    public static boolean reads(ViewDefinition view) {
        return SqlFrontEnd.reads(view.sql()) > view.sql().length();
    }

    /** What SQL may read, by name. */
    public Map<String, Schema> schemas() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        relations.forEach((name, relation) -> schemas.put(name, relation.schema()));
        return schemas;
    }

    /** The plan as an indented tree of operators, the result first; empty for a plan that is not of SQL. */
    public static String explain(ViewPlan plan) {
        return plan instanceof SqlViewPlan sql ? sql.explain() : "";
    }
}
