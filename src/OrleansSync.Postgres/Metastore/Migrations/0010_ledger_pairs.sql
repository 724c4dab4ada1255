-- expands, compatible with servers from level 1

-- Every run asks how many pairs live, for its guard, and to count them takes as long as a small run. Kept by triggers, so that older servers keep it too;
-- each commit has locked the row anyway.
alter table orleanssync.ledger_definitions add column pairs bigint not null default 0;
comment on column orleanssync.ledger_definitions.pairs is 'Entries of the ledger with both a row and an item: state 1, 4, 5 or 7.';

create function orleanssync.count_pairs() returns trigger language plpgsql as $count$
begin
    if tg_op = 'INSERT' then
        update orleanssync.ledger_definitions d set pairs = d.pairs + c.pairs
        from (select definition, count(*) as pairs from after_change where state in (1, 4, 5, 7) group by definition) c
        where d.number = c.definition;
    elsif tg_op = 'DELETE' then
        update orleanssync.ledger_definitions d set pairs = d.pairs - c.pairs
        from (select definition, count(*) as pairs from before_change where state in (1, 4, 5, 7) group by definition) c
        where d.number = c.definition;
    else
        update orleanssync.ledger_definitions d set pairs = d.pairs + c.pairs
        from (
            select definition, sum(pairs) as pairs
            from (
                select definition, 1 as pairs from after_change where state in (1, 4, 5, 7)
                union all
                select definition, -1 from before_change where state in (1, 4, 5, 7)) changed
            group by definition
            having sum(pairs) <> 0) c
        where d.number = c.definition;
    end if;
    return null;
end
$count$;

create trigger ledger_pairs_inserted after insert on orleanssync.ledger
    referencing new table as after_change for each statement execute function orleanssync.count_pairs();
create trigger ledger_pairs_updated after update on orleanssync.ledger
    referencing old table as before_change new table as after_change for each statement execute function orleanssync.count_pairs();
create trigger ledger_pairs_deleted after delete on orleanssync.ledger
    referencing old table as before_change for each statement execute function orleanssync.count_pairs();

-- The triggers hold the table against writers until here ends, so nothing is counted twice or missed.
update orleanssync.ledger_definitions d
set pairs = (select count(*) from orleanssync.ledger l where l.definition = d.number and l.state in (1, 4, 5, 7));

-- The pairs of one definition are told without a look at all others'. What is pushed together lies together, so that a few bytes for each half megabyte will do.
create index ledger_definition on orleanssync.ledger using brin (definition) with (pages_per_range = 64, autosummarize = on);
