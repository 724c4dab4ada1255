-- expands, compatible with servers from level 1

alter table orleanssync.ledger_definitions add column matched_at timestamptz null;
comment on column orleanssync.ledger_definitions.matched_at is 'When the items that were in the lists before the first push were matched with the rows.';
-- What is pushed already is not asked about again.
update orleanssync.ledger_definitions d set matched_at = now() where exists (select 1 from orleanssync.ledger l where l.definition = d.number);
comment on column orleanssync.ledger.state is '1 live, 2 reserved, 3 inserting, 4 moving, 5 item marked, 6 item alone, 7 row marked, 8 row alone, 9 gone, 10 ambiguous';

alter table orleanssync.sync_runs add column match jsonb null;
comment on column orleanssync.sync_runs.match is 'What a person is, or was, asked about items that were there before.';
alter table orleanssync.sync_runs add column scope jsonb null;
comment on column orleanssync.sync_runs.scope is 'What this run does otherwise than the definition says; null for nothing.';
create index sync_runs_ended_at on orleanssync.sync_runs (ended_at) where ended_at is not null;

comment on column orleanssync.ledger_cursors.list_id is '0 for the table, 2147483647 for a backfill';

-- Every move of an item from one list to another.
create table orleanssync.row_moves (
    id bigint generated always as identity,
    definition integer not null,
    key uuid not null,
    run_id uuid not null,
    from_list integer not null,
    from_item integer not null,
    to_list integer not null,
    to_item integer not null,
    moved_at timestamptz not null,
    constraint row_moves_pkey primary key (id)
);
create index row_moves_definition on orleanssync.row_moves (definition, id);
create index row_moves_moved_at on orleanssync.row_moves (moved_at);
