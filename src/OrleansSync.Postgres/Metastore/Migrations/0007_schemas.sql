-- expands, compatible with servers from level 1

-- The users' databases as they were introspected last.
create table orleanssync.schema_snapshots (
    database_id uuid not null,
    taken_at timestamptz not null,
    tables integer not null,
    columns integer not null,
    drift integer not null,
    constraint schema_snapshots_pkey primary key (database_id)
);

-- A row stays when its table is gone, so that the table has its id again should it come back.
create table orleanssync.schema_tables (
    id uuid not null,
    database_id uuid not null,
    schema_name text collate "C" not null,
    table_name text collate "C" not null,
    is_present boolean not null,
    first_seen_at timestamptz not null,
    changed_at timestamptz not null,
    column_ids json not null,
    relation json not null,
    constraint schema_tables_pkey primary key (id)
);
create unique index schema_tables_name_unique on orleanssync.schema_tables (database_id, schema_name, table_name) where is_present;
create index schema_tables_database on orleanssync.schema_tables (database_id);
comment on column orleanssync.schema_tables.column_ids is 'The ids of its columns by their numbers.';

create table orleanssync.schema_drift (
    number bigint generated always as identity,
    database_id uuid not null,
    table_id uuid not null,
    found_at timestamptz not null,
    finding json not null,
    constraint schema_drift_pkey primary key (number)
);
create index schema_drift_database on orleanssync.schema_drift (database_id, number);
