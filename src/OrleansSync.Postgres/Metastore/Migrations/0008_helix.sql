-- expands, compatible with servers from level 1

create table orleanssync.helix_users (
    id uuid not null,
    github_id bigint not null,
    login text collate "C" not null,
    name text collate "C" not null,
    email text collate "C" not null,
    constraint helix_users_pkey primary key (id),
    constraint helix_users_github_id_unique unique (github_id)
);

create table orleanssync.helix_workspaces (
    id uuid not null,
    revision bigint not null check (revision > 0),
    name text collate "C" not null,
    url_slug text collate "C" not null,
    type smallint not null,
    plan text collate "C" not null,
    has_billing boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint helix_workspaces_pkey primary key (id),
    constraint helix_workspaces_slug_unique unique (url_slug)
);
comment on column orleanssync.helix_workspaces.type is '1 personal, 2 organization, 3 enterprise';

create table orleanssync.helix_members (
    workspace_id uuid not null references orleanssync.helix_workspaces on delete cascade,
    user_id uuid not null references orleanssync.helix_users on delete cascade,
    role smallint not null,
    constraint helix_members_pkey primary key (workspace_id, user_id)
);
create index helix_members_user on orleanssync.helix_members (user_id);
comment on column orleanssync.helix_members.role is '1 viewer, 2 developer, 3 admin';

create table orleanssync.helix_projects (
    id uuid not null,
    revision bigint not null check (revision > 0),
    workspace_id uuid not null,
    name text collate "C" not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint helix_projects_pkey primary key (id),
    constraint helix_projects_workspace_fkey foreign key (workspace_id) references orleanssync.helix_workspaces,
    constraint helix_projects_name_unique unique (workspace_id, name)
);

create table orleanssync.helix_clusters (
    id uuid not null,
    revision bigint not null check (revision > 0),
    project_id uuid not null,
    name text collate "C" not null,
    kind smallint not null,
    region text collate "C" not null,
    build_mode smallint not null,
    enterprise jsonb null,
    source_deployment_id uuid null,
    url text collate "C" not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint helix_clusters_pkey primary key (id),
    constraint helix_clusters_project_fkey foreign key (project_id) references orleanssync.helix_projects,
    constraint helix_clusters_name_unique unique (project_id, name)
);
comment on column orleanssync.helix_clusters.kind is '1 standard, 2 enterprise';
comment on column orleanssync.helix_clusters.build_mode is '1 dev, 2 release';
comment on column orleanssync.helix_clusters.source_deployment_id is 'The deployment whose stored source is current.';

create table orleanssync.helix_keys (
    id uuid not null,
    owner smallint not null,
    owner_id uuid not null,
    secret_hash bytea not null,
    created_at timestamptz not null,
    revoked_at timestamptz null,
    constraint helix_keys_pkey primary key (id)
);
-- One valid key for each person. A cluster has two from a rotation until its next deploy.
create unique index helix_keys_owner_unique on orleanssync.helix_keys (owner_id) where revoked_at is null and owner = 1;
create index helix_keys_owner on orleanssync.helix_keys (owner, owner_id);
comment on column orleanssync.helix_keys.owner is '1 user, 2 cluster';
comment on column orleanssync.helix_keys.secret_hash is 'SHA-256 of 32 random bytes; the secret itself is stored nowhere.';

create table orleanssync.helix_deployments (
    id uuid not null,
    revision bigint not null check (revision > 0),
    cluster_id uuid not null,
    instance_name text collate "C" not null,
    build_mode smallint not null,
    stage smallint not null,
    event_count bigint not null,
    percent smallint not null,
    output_lines integer not null,
    attempts smallint not null,
    is_first boolean not null,
    url text collate "C" not null,
    failure text collate "C" not null,
    started_by text collate "C" not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint helix_deployments_pkey primary key (id),
    constraint helix_deployments_cluster_fkey foreign key (cluster_id) references orleanssync.helix_clusters on delete cascade
);
-- One deployment at a time, whichever server is asked.
create unique index helix_deployments_active_unique on orleanssync.helix_deployments (cluster_id) where stage < 5;
create index helix_deployments_cluster on orleanssync.helix_deployments (cluster_id, id);
comment on column orleanssync.helix_deployments.stage is '1 check, 2 store, 3 build, 4 roll out, 5 done, 6 failed, 7 cancelled';

create table orleanssync.helix_deployment_events (
    deployment_id uuid not null references orleanssync.helix_deployments on delete cascade,
    number bigint not null,
    kind smallint not null,
    at timestamptz not null,
    percent smallint not null,
    message text collate "C" not null,
    url text collate "C" not null,
    constraint helix_deployment_events_pkey primary key (deployment_id, number)
);

create table orleanssync.helix_logs (
    number bigint generated always as identity,
    cluster_id uuid not null references orleanssync.helix_clusters on delete cascade,
    at timestamptz not null,
    severity text collate "C" not null,
    message text collate "C" not null,
    constraint helix_logs_pkey primary key (cluster_id, number)
);
create index helix_logs_at on orleanssync.helix_logs (cluster_id, at);
