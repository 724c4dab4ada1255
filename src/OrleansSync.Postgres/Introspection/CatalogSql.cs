namespace OrleansSync.Postgres.Introspection;

/// <summary>
/// What is asked of pg_catalog: one statement a kind of thing, for all schemas at once or for one relation, in the order of oids so that C#
/// joins them. Names come as they are; expressions as pg_dump has them, since the search path is empty.
/// </summary>
internal static class CatalogSql
{
    public const string Prepare = "select pg_catalog.set_config('search_path', '', true)";

    /// <summary>One relation by its name: its oid, and with it those that its foreign keys and its parents lead to.</summary>
    public const string FindOne = """
        select c.oid, array[c.oid]
            || array(select k.confrelid from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype = 'f')
            || array(select i.inhparent from pg_catalog.pg_inherits i where i.inhrelid = c.oid)
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        """;

    public const string Schemas = """
        select nspname from pg_catalog.pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname collate "C"
        """;

    public const string Relations = """
        select c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.reltuples, c.relreplident, c.relrowsecurity,
            coalesce(d.description, ''), coalesce(x.relname, ''), c.relkind = 'r' and exists (select 1 from pg_catalog.pg_inherits h where h.inhparent = c.oid)
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_description d on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0
        left join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisreplident
        left join pg_catalog.pg_class x on x.oid = i.indexrelid
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and ($1::pg_catalog.oid[] is null or c.oid = any($1))
        order by n.nspname collate "C", c.relname collate "C"
        """;

    public const string Parents = """
        select i.inhrelid, i.inhparent from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
        where c.relkind in ('r', 'p', 'f') and ($1::pg_catalog.oid is null or i.inhrelid = $1) order by i.inhrelid, i.inhseqno
        """;

    public const string Columns = """
        select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
            coalesce(pg_catalog.pg_get_expr(f.adbin, f.adrelid), ''), coalesce(d.description, '')
        from pg_catalog.pg_attribute a
        join pg_catalog.pg_class c on c.oid = a.attrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_attrdef f on a.atthasdef and f.adrelid = a.attrelid and f.adnum = a.attnum
        left join pg_catalog.pg_description d on d.objoid = a.attrelid and d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = a.attnum
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and ($1::pg_catalog.oid[] is null or a.attrelid = any($1))
        order by a.attrelid, a.attnum
        """;

    /// <summary>Sequences that belong to a column: serial (a) and identity (i).</summary>
    public const string Sequences = """
        select d.refobjid, d.refobjsubid, n.nspname, c.relname
        from pg_catalog.pg_depend d
        join pg_catalog.pg_class c on c.oid = d.objid and c.relkind = 'S'
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
            and ($1::pg_catalog.oid is null or d.refobjid = $1)
        """;

    /// <summary>Types that are not built in, but those of the rows of relations.</summary>
    public const string Types = """
        select t.oid, n.nspname, t.typname, t.typtype, t.typbasetype, t.typtypmod, case when t.typcategory = 'A' then t.typelem else 0 end,
            coalesce((select pg_catalog.array_agg(e.enumlabel::text order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = t.oid), '{}')
        from pg_catalog.pg_type t
        join pg_catalog.pg_namespace n on n.oid = t.typnamespace
        left join pg_catalog.pg_type e on e.oid = t.typelem
        where t.oid >= 10000 and t.typrelid = 0 and coalesce(e.typrelid, 0) = 0
        """;

    public const string Constraints = """
        select c.conrelid, c.conname, c.contype, coalesce(c.conkey, '{}'), c.condeferrable, c.convalidated, pg_catalog.pg_get_constraintdef(c.oid), c.confrelid, coalesce(c.confkey, '{}')
        from pg_catalog.pg_constraint c
        join pg_catalog.pg_namespace n on n.oid = c.connamespace
        where c.conrelid <> 0 and ($1::pg_catalog.oid is null or c.conrelid = $1) and c.contype in ('p', 'u', 'f', 'c', 'x') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by c.conrelid, c.conname collate "C"
        """;

    /// <summary>Of a key that is no column (number 0), its expression; of others nothing, as asking costs.</summary>
    public const string Indexes = """
        select i.indrelid, c.relname, m.amname, i.indkey::pg_catalog.int2[], i.indnkeyatts, i.indisunique, i.indisvalid, coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), ''),
            case when i.indexprs is null then '{}' else (
                select pg_catalog.array_agg(case when k.number = 0 then pg_catalog.pg_get_indexdef(i.indexrelid, k.place::integer, false) else '' end order by k.place)
                from unnest(i.indkey::pg_catalog.int2[]) with ordinality k (number, place)) end
        from pg_catalog.pg_index i
        join pg_catalog.pg_class c on c.oid = i.indexrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_am m on m.oid = c.relam
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and ($1::pg_catalog.oid is null or i.indrelid = $1)
        order by i.indrelid, c.relname collate "C"
        """;

    public const string Triggers = """
        select t.tgrelid, t.tgname, pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled in ('O', 'A'), p.prosrc, t.tgtype, pg_catalog.encode(t.tgargs, 'escape')
        from pg_catalog.pg_trigger t
        join pg_catalog.pg_proc p on p.oid = t.tgfoid
        where not t.tgisinternal and ($1::pg_catalog.oid is null or t.tgrelid = $1)
        order by t.tgrelid, t.tgname collate "C"
        """;
}
