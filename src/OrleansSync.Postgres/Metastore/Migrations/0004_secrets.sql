-- expands, compatible with servers from level 1

-- Encrypted by the server before they come here. Versions of one owner are ordered by their ids, which rise with time.
create table orleanssync.secrets (
    owner_kind text collate "C" not null,
    owner_id uuid not null,
    name text collate "C" not null,
    version uuid not null,
    encrypted bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz null,
    constraint secrets_pkey primary key (owner_kind, owner_id, name, version)
);
create index secrets_expires_at on orleanssync.secrets (expires_at) where expires_at is not null;
comment on column orleanssync.secrets.expires_at is 'When the other side stops taking it; null when nobody knows.';

-- The key ring of ASP.NET Core Data Protection, each key encrypted by the key that the server is given.
create table orleanssync.secret_keys (
    name text collate "C" not null,
    element text not null,
    created_at timestamptz not null,
    constraint secret_keys_pkey primary key (name)
);
