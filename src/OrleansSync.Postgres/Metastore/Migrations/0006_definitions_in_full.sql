-- expands, compatible with servers from level 1

-- The whole definition as one JSON value; null in rows that were written before there was more than the columns hold.
alter table orleanssync.sync_definitions add column spec jsonb null;
alter table orleanssync.sync_definitions add column author_id uuid null;
comment on column orleanssync.sync_definitions.author_id is 'The API key that made the last change; null when the server did.';

-- What a definition names cannot be deleted under it.
create table orleanssync.sync_definition_references (
    definition_id uuid not null,
    resource_id uuid not null,
    constraint sync_definition_references_pkey primary key (definition_id, resource_id),
    constraint sync_definition_references_definition foreign key (definition_id) references orleanssync.sync_definitions (id) on delete cascade,
    constraint sync_definition_references_resource foreign key (resource_id) references orleanssync.resources (id) on delete restrict
);
create index sync_definition_references_by_resource on orleanssync.sync_definition_references (resource_id);

-- Every version, the present one among them; kept when the definition is deleted, for whoever asks later what it did.
create table orleanssync.sync_definition_versions (
    definition_id uuid not null,
    revision bigint not null,
    definition jsonb not null,
    author_id uuid null,
    changed_at timestamptz not null,
    constraint sync_definition_versions_pkey primary key (definition_id, revision)
);

alter table orleanssync.sync_runs add column asked bigint not null default 0;
comment on column orleanssync.sync_runs.asked is 'Deletes that a person is asked to allow, once a guard has tripped.';

alter table orleanssync.ledger_definitions add column reconciled_at timestamptz null;
comment on column orleanssync.ledger_definitions.reconciled_at is 'When the pairs were last compared with the whole table.';
