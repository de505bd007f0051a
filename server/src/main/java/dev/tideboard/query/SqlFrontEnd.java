package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** Calcite's part: parse, validate, convert to relational algebra. What follows is done on our own plan. */
final class SqlFrontEnd {
    private static final SqlConformance CONFORMANCE = new SqlDelegatingConformance(SqlConformanceEnum.DEFAULT) {
        @Override
        public boolean isGroupByAlias() {
            return true;
        }

        @Override
        public boolean isGroupByOrdinal() {
            return true;
        }

        @Override
        public boolean isHavingAlias() {
            return true;
        }

        @Override
        public boolean isPercentRemainderAllowed() {
            return true;
        }

        @Override
        public boolean isBangEqualAllowed() {
            return true;
        }
    };

    private static final SqlParser.Config PARSER = SqlParser.config()
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withIdentifierMaxLength(256)
            .withConformance(CONFORMANCE);

    private static final SqlToRelConverter.Config CONVERTER = SqlToRelConverter.config()
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withExpand(false)
            .withRelBuilderConfigTransform(config -> config.withSimplify(false));

    /** Without what follows from constants: Calcite breaks where it compares those written as decimals and as doubles. */
    private static final class Metadata extends RelMetadataQuery {
        @Override
        public RelOptPredicateList getPulledUpPredicates(RelNode node) {
            return RelOptPredicateList.EMPTY;
        }
    }

    private final SqlTypes types = new SqlTypes();
    private final Map<String, Relation> relations;
    private final CalciteSchema tables = CalciteSchema.createRootSchema(false, false);

    SqlFrontEnd(Map<String, Relation> relations) {
        this.relations = relations;
        relations.forEach((name, relation) -> tables.add(name, new RelationTable(relation)));
    }

    /** A relation as Calcite sees it: names and types. */
    private static final class RelationTable extends AbstractTable {
        private final Relation relation;

        RelationTable(Relation relation) {
            this.relation = relation;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory factory) {
            RelDataTypeFactory.Builder builder = factory.builder();
            for (ColumnSchema column : relation.schema().columns()) {
                builder.add(column.name(), SqlTypes.of(column.type(), factory));
            }
            return builder.build();
        }
    }

    /** The algebra of a view, and the tree it was made of, for finding positions. */
    record Algebra(RelRoot root, RelNode node, SqlNode tree) {}

    static SqlNode parse(SqlText text, SqlErrors errors) {
        try {
            return SqlParser.create(text.prepared(), PARSER).parseQuery();
        } catch (SqlParseException e) {
            throw errors.ofParser(e);
        }
    }

    /** The place in {@code sql} at which the parser stops; behind its end where it takes all of it. */
    static int reads(String sql) {
        SqlText text = new SqlText(sql);
        try {
            SqlParser.create(text.prepared(), PARSER).parseQuery();
            return sql.length() + 1;
        } catch (SqlParseException e) {
            SqlParserPos at = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
            int index = text.index(text.written(Math.max(1, at.getLineNum()), Math.max(1, at.getColumnNum())));
            return index < text.tokens().size() ? text.tokens().get(index).start() : sql.length();
        }
    }

    Algebra convert(ViewDefinition view, SqlText text, SqlErrors errors) {
        SqlNode parsed = parse(text, errors);
        for (SqlShuttle spelling : List.of(
                new NamedWindows(errors),
                new Synonyms(errors),
                new AggregateSpellings(errors),
                new GroupByAll(errors))) {
            parsed = Objects.requireNonNull(parsed.accept(spelling));
        }
        new SqlSubset(view, errors).check(parsed);
        try {
            SqlNode rewritten = parsed;
            for (SqlShuttle rewriting : List.of(
                    new JoinsByName(relations, parsed, errors),
                    new TimeZones(),
                    new EpochRewriting(),
                    new TimeLists(),
                    new FilterRewriting())) {
                rewritten = Objects.requireNonNull(rewritten.accept(rewriting));
            }
            return algebra(view, rewritten);
        } catch (CalciteContextException e) {
            throw errors.ofValidator(e, parsed);
        } catch (SqlException | Unsupported e) {
            throw e;
        } catch (RuntimeException defect) { // of Calcite: no reason to take a project down, and DuckDB may still run it
            throw errors.unplanned(parsed, defect);
        }
    }

    private Algebra algebra(ViewDefinition view, SqlNode parsed) {
        CalciteCatalogReader catalog = new CalciteCatalogReader(
                tables,
                List.of(),
                types,
                new CalciteConnectionConfigImpl(new Properties())
                        .set(CalciteConnectionProperty.CASE_SENSITIVE, "true"));
        SqlValidator validator = SqlValidatorUtil.newValidator(
                SqlFunctions.table(view.parameters()),
                catalog,
                types,
                SqlValidator.Config.DEFAULT
                        .withConformance(CONFORMANCE)
                        .withDefaultNullCollation(NullCollation.LAST)
                        .withTypeCoercionFactory((factory, _) -> new NoCoercion(factory))
                        .withIdentifierExpansion(true)); // else a column of USING is of both sides
        SqlNode valid = validator.validate(parsed);
        RelOptCluster cluster =
                RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), new RexBuilder(types));
        cluster.setMetadataQuerySupplier(Metadata::new);
        SqlToRelConverter converter = new SqlToRelConverter(
                (rowType, queryString, schemaPath, viewPath) -> {
                    throw new IllegalStateException("views are relations of their own and are not expanded");
                },
                validator,
                catalog,
                cluster,
                new Convertlets(),
                CONVERTER);
        RelRoot root = converter.convertQuery(valid, false, true);
        return new Algebra(root, root.project(), valid);
    }
}
