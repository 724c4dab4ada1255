-- expands, compatible with servers from level 1

-- json, not jsonb: it keeps the text as the grain wrote it, with U+0000, the order of properties and -0.
-- A cleared state keeps its row without a payload, so that whoever read an older one is refused.
create table orleanssync.grain_state (
    service_id text collate "C" not null,
    grain_type text collate "C" not null,
    grain_key text collate "C" not null,
    state_name text collate "C" not null,
    payload json null,
    etag uuid not null,
    modified_at timestamptz not null,
    constraint grain_state_pkey primary key (service_id, grain_type, grain_key, state_name)
);

create table orleanssync.reminders (
    service_id text collate "C" not null,
    grain_type text collate "C" not null,
    grain_key text collate "C" not null,
    reminder_name text collate "C" not null,
    grain_hash bigint not null check (grain_hash between 0 and 4294967295),
    start_at timestamptz not null,
    period interval not null,
    etag uuid not null,
    constraint reminders_pkey primary key (service_id, grain_type, grain_key, reminder_name)
);
create index reminders_grain_hash on orleanssync.reminders (service_id, grain_hash);

-- One row for each cluster: every change of its silos replaces the etag that was read with them.
create table orleanssync.membership_versions (
    cluster_id text collate "C" not null,
    version integer not null,
    etag uuid not null,
    constraint membership_versions_pkey primary key (cluster_id)
);

create table orleanssync.membership (
    cluster_id text collate "C" not null,
    silo_address text collate "C" not null,
    silo_name text collate "C" not null,
    host_name text collate "C" not null,
    role_name text collate "C" null,
    status smallint not null,
    proxy_port integer not null,
    update_zone integer not null,
    fault_zone integer not null,
    start_time timestamptz not null,
    i_am_alive_time timestamptz not null,
    suspect_times jsonb null,
    last_suspected_at timestamptz null,
    etag uuid not null,
    constraint membership_pkey primary key (cluster_id, silo_address),
    constraint membership_cluster foreign key (cluster_id) references orleanssync.membership_versions (cluster_id) on delete cascade
);
comment on column orleanssync.membership.status is '1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead';
