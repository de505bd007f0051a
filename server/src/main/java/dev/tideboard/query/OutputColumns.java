package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;

/** The columns of a view have names that clients can rely on. */
final class OutputColumns {
    private OutputColumns() {}

    /** Refuses columns without a name, two of one name, and the name of the row number. */
    static void check(SqlNode query, SqlErrors errors) {
        Set<String> names = new HashSet<>();
        for (SqlNode item : select(query).getSelectList()) {
            String name = name(item, errors);
            if (name.equals("#")) {
                throw errors.at(item, "a column cannot be called #: rows of a view without a key are numbered so");
            }
            if (!names.add(name)) {
                throw errors.at(item, "two columns are called " + name + "; rename one with AS");
            }
        }
    }

    private static SqlSelect select(SqlNode query) {
        return switch (query) {
            case SqlSelect select -> select;
            case SqlOrderBy ordered -> select(ordered.query);
            case SqlWith with -> select(with.body);
            case SqlCall call -> select(call.operand(0));
            default -> throw new IllegalStateException("no SELECT in " + query.getKind());
        };
    }

    private static String name(SqlNode item, SqlErrors errors) {
        if (item instanceof SqlIdentifier identifier) {
            return identifier.names.getLast();
        }
        if (item instanceof SqlCall call
                && call.getKind() == SqlKind.AS
                && call.operand(1) instanceof SqlIdentifier name) {
            String alias = name.getSimple();
            if (!alias.startsWith("EXPR$")) {
                return alias;
            }
        }
        throw errors.at(item, "a computed column needs a name; write AS and a name behind it");
    }

    /** {@code plan} with the names of the SELECT, which differ where a projection was taken for the identity. */
    static PlanNode named(PlanNode plan, RelRoot root) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<Integer, String> field : root.fields) {
            names.add(field.getValue());
        }
        if (plan.schema().names().equals(names)) {
            return plan;
        }
        List<Typed> columns = PlanTranslator.references(plan);
        if (plan instanceof PlanNode.Project project) {
            List<ColumnSchema> schema = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                ColumnSchema column = project.schema().column(i);
                schema.add(new ColumnSchema(names.get(i), column.type(), column.unit()));
            }
            return new PlanNode.Project(project.input(), project.expressions(), PlanTranslator.distinct(schema));
        }
        return PlanTranslator.project(plan, columns, names);
    }
}
