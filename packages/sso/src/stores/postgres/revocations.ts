import type { Clock } from '@xinyin/core'
import type { Revocations } from '../../resource/revocations.ts'
import { type RevocationRecords, type SharedRevocationsOptions, sharedRevocations } from '../revocations.ts'
import type { PostgresClient } from './client.ts'

export interface PostgresRevocationsOptions extends SharedRevocationsOptions {
  /** A pool. */
  readonly client: PostgresClient
  readonly clock?: Clock
}

/**
 * Names are marked in their order, so that two who mark the same ones do not wait for each other. Those whose time is up
 * are taken away by those who add some, a few at a time; they are kept an hour longer than they count.
 */
const CREATE_TABLE = `do $create$
begin
perform pg_advisory_xact_lock(hashtextextended('xinyin_sso', 0));

create table if not exists xinyin_sso_revocations (
  name text primary key,
  before float8 not null,
  until float8 not null
);
create index if not exists xinyin_sso_revocations_expiry on xinyin_sso_revocations (until);

create or replace function xinyin_sso_revoke(
  _names text[], _before float8, _until float8, _now float8
) returns void language plpgsql as $body$
begin
  insert into xinyin_sso_revocations as r (name, before, until)
    select distinct name, _before, _until from unnest(_names) as name order by name
    on conflict (name) do update set
      before = case when r.until > _now then greatest(r.before, _before) else _before end,
      until = greatest(r.until, _until);
  delete from xinyin_sso_revocations where name in (
    select name from xinyin_sso_revocations where until < _now - 3600 order by until limit 8
    for update skip locked
  );
end $body$;
end $create$`

const MARK = 'select xinyin_sso_revoke($1, $2, $3, $4)'
const LATEST = `select max(before) as before from xinyin_sso_revocations
  where name = any($1::text[]) and until > $2`

function postgresRecords(client: PostgresClient, now: () => number): RevocationRecords {
  return {
    async mark(names, before, until) {
      await client.query(MARK, [[...names], before, until, now()])
    },
    async latest(names) {
      const { rows } = await client.query(LATEST, [[...names], now()])
      const [row] = rows as readonly { readonly before: number | null }[]
      return row?.before ?? undefined
    },
  }
}

/**
 * Makes the table `xinyin_sso_revocations` and its function, unless they are there, in the schema that is first in the
 * connection's `search_path`. PostgreSQL 13 and later.
 */
export async function createRevocationTable(client: PostgresClient): Promise<void> {
  await client.query(CREATE_TABLE)
}

/**
 * Remembers revocations in PostgreSQL. What was acknowledged is on disk.
 *
 * @example
 * ```ts
 * await createRevocationTable(pool)
 * const revocations = postgresRevocations({ client: pool, keys: [{ id: '2026', secret }] })
 * ```
 * @throws TypeError, RangeError about `keys`
 */
export function postgresRevocations(options: PostgresRevocationsOptions): Revocations {
  const { client, clock = () => new Date(), ...shared } = options
  return sharedRevocations(
    postgresRecords(client, () => clock().getTime() / 1000),
    shared,
  )
}
