-- expands, compatible with servers from level 1

-- Everything that definitions are made of: applications, databases, instances, connections, sites, lists. What is declared of a
-- resource is one JSON value, since only its parent, its name and its revision are ever searched for.
create table orleanssync.resources (
    id uuid not null,
    kind smallint not null,
    parent_id uuid null,
    name_key text collate "C" not null,
    revision bigint not null check (revision > 0),
    spec jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint resources_pkey primary key (id),
    constraint resources_parent foreign key (parent_id) references orleanssync.resources (id) on delete restrict
);
create unique index resources_name_unique on orleanssync.resources (kind, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), name_key);
create index resources_by_parent on orleanssync.resources (parent_id, kind, id);
comment on column orleanssync.resources.kind is '1 application, 2 database, 3 database instance, 4 SharePoint connection, 5 SharePoint site, 6 SharePoint list';
comment on column orleanssync.resources.name_key is 'The name as names are compared.';

-- The ledger has 4 bytes for a list. A number is never used twice: the item ids of a new list start again.
create sequence orleanssync.list_numbers as integer;
