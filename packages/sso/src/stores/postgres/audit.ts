import type { AuditEntry } from '../../audit/entry.ts'
import type { AuditStore } from '../../audit/store.ts'
import type { PostgresClient } from './client.ts'

export interface PostgresAuditOptions {
  /** A pool. */
  readonly client: PostgresClient
  /** What the log is called: several may share the table. */
  readonly name: string
}

/**
 * Entries are added and never changed: a trigger refuses, so that a portal with a fault cannot do by accident what only an
 * administrator can do on purpose, and what the chain then shows.
 */
const CREATE_TABLE = `do $create$
begin
perform pg_advisory_xact_lock(hashtextextended('xinyin_sso', 0));

create table if not exists xinyin_sso_audit (
  log text not null,
  number bigint not null,
  text text not null,
  hash text not null,
  primary key (log, number)
);

create or replace function xinyin_sso_audit_keep() returns trigger language plpgsql as $body$
begin
  raise exception 'xinyin_sso_audit: entries are never changed';
end $body$;
create or replace trigger xinyin_sso_audit_keep before update or delete or truncate on xinyin_sso_audit
  for each statement execute function xinyin_sso_audit_keep();
end $create$`

const LAST = `select number::float8 as number, text, hash from xinyin_sso_audit
  where log = $1 order by xinyin_sso_audit.number desc limit 1`
// Two who add the same number: the second waits for the first and then adds nothing. None can be added before the one it
// follows is there to be seen.
const APPEND = `insert into xinyin_sso_audit (log, number, text, hash)
  select $1::text, $2::bigint, $3::text, $4::text
    where $2::bigint = 1 + coalesce((select max(number) from xinyin_sso_audit where log = $1::text), 0)
  on conflict do nothing returning 1 as added`
const READ = `select number::float8 as number, text, hash from xinyin_sso_audit
  where log = $1 and xinyin_sso_audit.number >= $2 order by xinyin_sso_audit.number limit $3`

/**
 * Makes the table `xinyin_sso_audit`, unless it is there, in the schema that is first in the connection's `search_path`.
 * The portal needs `select` and `insert` on it and no more. PostgreSQL 14 and later.
 */
export async function createAuditTable(client: PostgresClient): Promise<void> {
  await client.query(CREATE_TABLE)
}

/**
 * Keeps an audit log in PostgreSQL.
 *
 * @example
 * ```ts
 * await createAuditTable(pool)
 * const log = auditLog(postgresAuditStore({ client: pool, name: 'zjj' }), { name: 'zjj' })
 * ```
 */
export function postgresAuditStore({ client, name }: PostgresAuditOptions): AuditStore {
  const query = async (text: string, values: unknown[]) =>
    (await client.query(text, values)).rows as readonly AuditEntry[]
  return {
    last: async () => (await query(LAST, [name]))[0],
    append: async ({ number, text, hash }) => (await query(APPEND, [name, number, text, hash])).length > 0,
    read: (from, limit) => query(READ, [name, from, limit]),
  }
}
