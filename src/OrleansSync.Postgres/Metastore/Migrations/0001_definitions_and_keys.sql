-- expands, compatible with servers from level 1

-- Texts that are compared have the collation "C": equality and order are those of their bytes, whatever the operating
-- system's locales become, so that no index breaks with an upgrade.

create table orleanssync.sync_definitions (
    id uuid not null,
    revision bigint not null check (revision > 0),
    name text collate "C" not null,
    name_key text collate "C" not null,
    description text collate "C" not null,
    direction smallint not null,
    table_schema text collate "C" not null,
    table_name text collate "C" not null,
    site_url text collate "C" not null,
    list_name text collate "C" not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint sync_definitions_pkey primary key (id),
    constraint sync_definitions_name_unique unique (name_key)
);
comment on column orleanssync.sync_definitions.name_key is 'The name in upper case, by which names are compared.';
comment on column orleanssync.sync_definitions.direction is '1 push, 2 pull, 3 two-way';

-- A row is written in the transaction of the change that it stands for, so that a repeated request waits for the first one
-- and then gets its answer. Rows that are older than the retention are removed by later requests.
create table orleanssync.requests (
    request_id uuid not null,
    fingerprint bytea not null,
    answer jsonb null,
    created_at timestamptz not null,
    constraint requests_pkey primary key (request_id)
);
create index requests_created_at on orleanssync.requests (created_at);

create table orleanssync.api_keys (
    id uuid not null,
    name text collate "C" not null,
    name_key text collate "C" not null,
    role smallint not null,
    secret_hash bytea not null,
    created_at timestamptz not null,
    revoked_at timestamptz null,
    constraint api_keys_pkey primary key (id)
);
-- A revoked key's name may be used again.
create unique index api_keys_name_unique on orleanssync.api_keys (name_key) where revoked_at is null;
comment on column orleanssync.api_keys.role is '1 viewer, 2 operator, 3 admin';
comment on column orleanssync.api_keys.secret_hash is 'SHA-256 of 32 random bytes; the secret itself is stored nowhere.';
