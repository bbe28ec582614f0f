package dev.minijenkin.db;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.NullMarked;

/// What PostgreSQL knows of the schema: the names, comments and rights of everything in it.
/// Comments that are missing are empty.
@NullMarked
record Catalog(
        List<Relation> relations,
        List<Column> columns,
        List<Rule> rules,
        List<Index> indexes,
        List<Domain> domains,
        List<Procedure> procedures,
        List<Role> roles,
        List<Right> rights,
        List<Policy> policies) {
    /// A table or a view.
    ///
    /// @param partitions how it is partitioned; empty: not
    /// @param partOf the table of which it is a partition; empty: it is none
    record Relation(String name, boolean table, String comment, String partitions, String partOf) {
        boolean isPartition() {
            return !partOf.isEmpty();
        }
    }

    /// @param preset its default; empty: none
    /// @param source of a view's column: the one table from which the view takes a column of this
    ///   name; else empty
    record Column(
            String relation,
            String name,
            String type,
            boolean nullable,
            boolean countsUp,
            String preset,
            String comment,
            String source) {}

    /// A constraint.
    ///
    /// @param kind p: primary key, u: unique, f: foreign key, c: check
    /// @param expression of a check
    /// @param target of a foreign key
    /// @param onDelete of a foreign key: c: cascade, n: set null, a: none
    record Rule(
            String relation,
            String name,
            String kind,
            List<String> columns,
            String expression,
            String target,
            String onDelete,
            String comment) {}

    /// An index that no constraint made.
    ///
    /// @param definition what stands behind `using`
    record Index(String relation, String name, boolean unique, String definition, String comment) {}

    record Domain(String name, String expression, String comment) {}

    record Procedure(String name, String arguments, String result, String comment) {}

    /// @param parents roles of which it is a member
    record Role(String name, List<String> parents, String comment) {}

    /// @param on a relation or a procedure
    /// @param column empty: all
    /// @param role without its prefix
    /// @param act `select`, …
    record Right(String on, String column, String role, String act) {}

    /// What people meet of a table who are limited to some repositories.
    record Policy(String relation, String comment) {}

    static Catalog read(Tx tx) {
        return new Catalog(
                fetch(
                        tx,
                        """
                        select relname, relkind in ('r', 'p'), obj_description(oid, 'pg_class'),
                            pg_get_partkeydef(oid),
                            (select inhparent::regclass::text from pg_inherits where inhrelid = oid)
                        from pg_class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
                            and relname <> 'flyway_schema_history'
                            and (not relispartition or obj_description(oid, 'pg_class') is not null)
                        """,
                        row ->
                                new Relation(
                                        text(row, 0),
                                        row.get(1, Boolean.class),
                                        text(row, 2),
                                        text(row, 3),
                                        text(row, 4))),
                columns(tx),
                fetch(
                        tx,
                        """
                        select conrelid::regclass::text, conname, contype::text,
                            array(select attname::text from unnest(conkey) with ordinality k(number, place)
                                join pg_attribute on attrelid = conrelid and attnum = k.number order by place),
                            pg_get_expr(conbin, conrelid),
                            case when contype = 'f' then confrelid::regclass::text end, confdeltype::text,
                            obj_description(o.oid, 'pg_constraint')
                        from pg_constraint o join pg_class c on c.oid = o.conrelid
                        where connamespace = 'public'::regnamespace and not c.relispartition
                        order by o.conrelid, o.contype desc, o.oid
                        """,
                        row ->
                                new Rule(
                                        text(row, 0),
                                        text(row, 1),
                                        text(row, 2),
                                        List.of(row.get(3, String[].class)),
                                        text(row, 4),
                                        text(row, 5),
                                        text(row, 6),
                                        text(row, 7))),
                fetch(
                        tx,
                        """
                        select i.indrelid::regclass::text, c.relname, i.indisunique,
                            regexp_replace(pg_get_indexdef(c.oid), '^.* USING ', ''),
                            obj_description(c.oid, 'pg_class')
                        from pg_index i join pg_class c on c.oid = i.indexrelid
                        where c.relnamespace = 'public'::regnamespace and not c.relispartition
                            and i.indrelid <> 'flyway_schema_history'::regclass
                            and not exists (select from pg_constraint where conindid = c.oid and contype <> 'f')
                        order by c.oid
                        """,
                        row ->
                                new Index(
                                        text(row, 0),
                                        text(row, 1),
                                        row.get(2, Boolean.class),
                                        text(row, 3),
                                        text(row, 4))),
                fetch(
                        tx,
                        """
                        select typname, pg_get_expr(conbin, 0), obj_description(t.oid, 'pg_type')
                        from pg_type t join pg_constraint on contypid = t.oid
                        where typnamespace = 'public'::regnamespace
                        """,
                        row -> new Domain(text(row, 0), text(row, 1), text(row, 2))),
                fetch(
                        tx,
                        """
                        select proname, pg_get_function_arguments(oid), pg_get_function_result(oid),
                            obj_description(oid, 'pg_proc')
                        from pg_proc where pronamespace = 'public'::regnamespace
                        """,
                        row ->
                                new Procedure(
                                        text(row, 0), text(row, 1), text(row, 2), text(row, 3))),
                fetch(
                        tx,
                        """
                        select rolname,
                            array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid order by 1),
                            shobj_description(r.oid, 'pg_authid')
                        from pg_roles r where rolname like 'mj\\_%' order by oid
                        """,
                        row ->
                                new Role(
                                        text(row, 0),
                                        List.of(row.get(1, String[].class)),
                                        text(row, 2))),
                rights(tx),
                fetch(
                        tx,
                        """
                        select polrelid::regclass::text, obj_description(oid, 'pg_policy')
                        from pg_policy where polname = 'people'
                        """,
                        row -> new Policy(text(row, 0), text(row, 1))));
    }

    private static List<Column> columns(Tx tx) {
        return fetch(
                tx,
                """
                select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
                    a.attidentity <> '', pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum),
                    (select min(u.table_name) from information_schema.view_column_usage u
                    where u.view_schema = 'public' and u.view_name = c.relname and u.column_name = a.attname
                    having count(*) = 1)
                from pg_class c
                join pg_attribute a on a.attrelid = c.oid
                left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0
                    and not c.relispartition and c.relname <> 'flyway_schema_history'
                order by c.oid, a.attnum
                """,
                row ->
                        new Column(
                                text(row, 0),
                                text(row, 1),
                                text(row, 2),
                                row.get(3, Boolean.class),
                                row.get(4, Boolean.class),
                                text(row, 5),
                                text(row, 6),
                                text(row, 7)));
    }

    private static List<Right> rights(Tx tx) {
        return fetch(
                tx,
                """
                with held as (
                    select relname as name, '' as part, relacl as acl from pg_class
                    where relnamespace = 'public'::regnamespace
                    union all
                    select c.relname, a.attname, a.attacl
                    from pg_class c join pg_attribute a on a.attrelid = c.oid
                    where c.relnamespace = 'public'::regnamespace
                    union all
                    select proname, '', proacl from pg_proc where pronamespace = 'public'::regnamespace)
                select h.name, h.part, substr(r.rolname, 4), lower(x.privilege_type)
                from held h
                cross join lateral aclexplode(h.acl) x
                join pg_roles r on r.oid = x.grantee and r.rolname like 'mj\\_%'
                order by r.oid
                """,
                row -> new Right(text(row, 0), text(row, 1), text(row, 2), text(row, 3)));
    }

    /// Those of a relation, by its name.
    static <T> Map<String, List<T>> by(List<T> all, Function<T, String> relation) {
        return all.stream().collect(Collectors.groupingBy(relation));
    }

    private static <T> List<T> fetch(Tx tx, String sql, Function<Record, T> read) {
        return tx.sql().fetch(sql).stream().map(read).toList();
    }

    private static String text(Record row, int column) {
        String text = row.get(column, String.class);
        return text == null ? "" : text;
    }
}
