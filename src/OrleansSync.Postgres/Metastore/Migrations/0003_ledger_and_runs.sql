-- expands, compatible with servers from level 1

-- Entries repeat the number of their definition, 4 bytes instead of 16. The row is locked by each commit, which compares the epoch.
create table orleanssync.ledger_definitions (
    definition_id uuid not null,
    number integer generated always as identity,
    epoch bigint not null default 0 check (epoch >= 0),
    constraint ledger_definitions_pkey primary key (definition_id),
    constraint ledger_definitions_number_unique unique (number)
);

-- Tens of millions of rows: the order of the columns leaves no gaps, and what an ordinary entry lacks is an empty bytea of one
-- byte, since a null would cost a larger header. A key is a hash of its definition too, so it is unique without it. Vacuumed early,
-- so that dead versions stay a few per cent of the table.
create table orleanssync.ledger (
    created_at timestamptz not null,
    changed_at timestamptz not null,
    definition integer not null,
    list_id integer not null,
    item integer null,
    etag_version integer null,
    key uuid not null,
    row_hash uuid null,
    item_hash uuid null,
    etag uuid null,
    state smallint not null,
    provenance smallint not null,
    is_agreed boolean not null,
    row_key bytea not null default '',
    other_etag bytea not null default '',
    moving bytea not null default '',
    constraint ledger_pkey primary key (key)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
create index ledger_unsettled on orleanssync.ledger (definition, key) where state in (2, 3, 4);
-- Only entries that keep their row's key are ever looked for by their item.
create index ledger_item on orleanssync.ledger (list_id, item) where item is not null and row_key <> '';
create index ledger_moving on orleanssync.ledger (definition, moving) where moving <> '';
comment on column orleanssync.ledger.definition is 'ledger_definitions.number';
comment on column orleanssync.ledger.key is 'The 16 bytes of the sync key.';
comment on column orleanssync.ledger.state is '1 live, 2 reserved, 3 inserting, 4 moving, 5 item marked, 6 item alone, 7 row marked, 8 row alone, 9 gone';
comment on column orleanssync.ledger.provenance is '1 push, 2 pull';
comment on column orleanssync.ledger.row_key is 'The row''s key in full, where a row must be found from its item; else empty.';
comment on column orleanssync.ledger.etag is 'With etag_version: "etag,etag_version", quotes and all.';
comment on column orleanssync.ledger.other_etag is 'An eTag of any other form, in UTF-8; else empty.';
comment on column orleanssync.ledger.moving is 'While moving: the list it goes to and, once known, the new item, 4 bytes each, big-endian; else empty.';

-- The values last agreed on, for definitions whose policy needs them.
create table orleanssync.ledger_bases (
    key uuid not null,
    agreed bytea not null,
    constraint ledger_bases_pkey primary key (key)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

create table orleanssync.ledger_cursors (
    definition integer not null,
    list_id integer not null check (list_id >= 0),
    position json not null,
    constraint ledger_cursors_pkey primary key (definition, list_id)
);
comment on column orleanssync.ledger_cursors.list_id is '0 for the table';
comment on column orleanssync.ledger_cursors.position is 'May hold a delta link, which is a secret.';

create table orleanssync.push_due (
    definition integer not null,
    key uuid not null,
    constraint push_due_pkey primary key (definition, key)
);

create table orleanssync.pull_due (
    definition integer not null,
    list_id integer not null,
    item integer not null,
    constraint pull_due_pkey primary key (definition, list_id, item)
);

-- A push sets rows aside, a pull items.
create table orleanssync.parked (
    definition integer not null,
    direction smallint not null,
    key uuid null,
    row_key bytea null,
    list_id integer null,
    item integer null,
    reason smallint not null,
    attempt integer not null,
    due_at timestamptz null,
    conflict json null,
    constraint parked_name check ((direction = 1 and key is not null) or (direction = 2 and list_id is not null and item is not null))
);
create unique index parked_row on orleanssync.parked (definition, key) where direction = 1;
create unique index parked_item on orleanssync.parked (definition, list_id, item) where direction = 2;
create index parked_due on orleanssync.parked (definition, direction, due_at) where due_at is not null;
comment on column orleanssync.parked.direction is '1 push, 2 pull';

-- What was overwritten, for people and for undo; removed a while after, by later commits.
create table orleanssync.row_history (
    id bigint generated always as identity,
    definition integer not null,
    key uuid not null,
    run_id uuid not null,
    loser smallint not null,
    conflict json not null,
    kept_until timestamptz not null,
    constraint row_history_pkey primary key (id)
);
create index row_history_row on orleanssync.row_history (definition, key, id);
create index row_history_kept_until on orleanssync.row_history (kept_until);
comment on column orleanssync.row_history.loser is '1 the table''s value, 2 the list''s, 3 both lost a field';

create table orleanssync.sync_runs (
    id uuid not null,
    definition_id uuid not null,
    direction smallint not null,
    state smallint not null,
    epoch bigint not null,
    read bigint not null default 0,
    written bigint not null default 0,
    unchanged bigint not null default 0,
    coalesced bigint not null default 0,
    parked bigint not null default 0,
    ignored jsonb not null default '{}',
    normalised bigint not null default 0,
    losses bigint not null default 0,
    deletes bigint not null default 0,
    confirmed bigint not null default 0,
    started_at timestamptz not null,
    ended_at timestamptz null,
    problem text collate "C" not null default '',
    constraint sync_runs_pkey primary key (id),
    constraint sync_runs_ended check ((state in (7, 8, 9, 10)) = (ended_at is not null))
);
-- One run at a time.
create unique index sync_runs_current on orleanssync.sync_runs (definition_id) where ended_at is null;
create index sync_runs_definition on orleanssync.sync_runs (definition_id, id);
comment on column orleanssync.sync_runs.state is '1 queued, 2 running, 3 pausing, 4 paused, 5 waiting for confirmation, 6 cancelling, 7 cancelled, 8 succeeded, 9 failed, 10 abandoned';
comment on column orleanssync.sync_runs.ignored is 'Counts by the name of the reason.';
