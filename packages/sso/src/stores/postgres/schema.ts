/**
 * Makes the tables and functions, in one statement, which is one transaction: machines that start together take turns, and
 * one that stops in the middle has done nothing. What is there already stays.
 *
 * The functions are `volatile`, so that under `read committed` each statement in them sees what was committed before it
 * began: that is what makes looking at logouts *after* waiting for a lock mean anything. Under a stricter isolation
 * all would see the time before the wait, so they refuse to run there.
 *
 * Rows that are over are taken away by those who add some, a few at a time: a table grows no larger than it has to be,
 * and nobody has to think of it. They are kept an hour longer than they count, should clocks differ.
 */
export const CREATE_TABLES = `do $create$
begin
perform pg_advisory_xact_lock(hashtextextended('xinyin_sso', 0));

create table if not exists xinyin_sso_sessions (
  key text primary key,
  value text not null,
  issued_at float8 not null,
  expires_at float8 not null,
  idle_until float8 not null,
  fence float8 not null
) with (fillfactor = 80);
create index if not exists xinyin_sso_sessions_expiry on xinyin_sso_sessions (expires_at);

create table if not exists xinyin_sso_groups (
  name text not null,
  key text not null references xinyin_sso_sessions on delete cascade,
  primary key (name, key)
);
create index if not exists xinyin_sso_groups_key on xinyin_sso_groups (key);

create table if not exists xinyin_sso_logouts (
  name text primary key,
  before float8 not null,
  keep_until float8 not null
);
create index if not exists xinyin_sso_logouts_expiry on xinyin_sso_logouts (keep_until);

create table if not exists xinyin_sso_used (
  key text primary key,
  until float8 not null
);
create index if not exists xinyin_sso_used_expiry on xinyin_sso_used (until);

create table if not exists xinyin_sso_locks (
  name text primary key,
  fence float8 not null,
  until float8 not null
);
create index if not exists xinyin_sso_locks_expiry on xinyin_sso_locks (until);
create sequence if not exists xinyin_sso_fences;

create or replace function xinyin_sso_enter() returns void language plpgsql as $body$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'xinyin_sso: transactions must be read committed, not %', current_setting('transaction_isolation');
  end if;
end $body$;

create or replace function xinyin_sso_put(
  _key text, _value text, _groups text[], _issued_at float8, _expires_at float8, _idle_until float8, _fence float8,
  _former text, _required boolean, _now float8
) returns boolean language plpgsql as $body$
begin
  perform xinyin_sso_enter();
  -- Those who put sessions into a group do not wait for each other, only for who ends it.
  perform pg_advisory_xact_lock_shared(hash) from (
    select distinct hashtextextended('xinyin_sso ' || name, 0) as hash from unnest(_groups) as name order by hash
  ) as locks;
  if exists (
    select from xinyin_sso_logouts where name = any(_groups) and before >= _issued_at and keep_until > _now
  ) then
    return false;
  end if;
  if _required then
    perform from xinyin_sso_sessions
      where key = _former and expires_at > _now and idle_until > _now and fence <= _fence for update;
    if not found then
      return false;
    end if;
  end if;
  delete from xinyin_sso_sessions where key = _former and key <> _key;
  insert into xinyin_sso_sessions (key, value, issued_at, expires_at, idle_until, fence)
    values (_key, _value, _issued_at, _expires_at, _idle_until, _fence)
    on conflict (key) do update set value = _value, issued_at = _issued_at, expires_at = _expires_at,
      idle_until = _idle_until, fence = _fence;
  delete from xinyin_sso_groups where key = _key and name <> all(_groups);
  insert into xinyin_sso_groups (name, key) select unnest(_groups), _key on conflict do nothing;
  delete from xinyin_sso_sessions where key in (
    select key from xinyin_sso_sessions where expires_at < _now - 3600 order by expires_at limit 8
    for update skip locked
  );
  return true;
end $body$;

create or replace function xinyin_sso_end(
  _groups text[], _before float8, _keep_until float8, _now float8
) returns void language plpgsql as $body$
begin
  perform xinyin_sso_enter();
  perform pg_advisory_xact_lock(hash) from (
    select distinct hashtextextended('xinyin_sso ' || name, 0) as hash from unnest(_groups) as name order by hash
  ) as locks;
  -- In the order of keys, so that two who end the same sessions by different groups do not wait for each other.
  delete from xinyin_sso_sessions where key in (
    select s.key from xinyin_sso_sessions s join xinyin_sso_groups g on g.key = s.key
      where g.name = any(_groups) and s.issued_at <= _before order by s.key for update of s
  );
  insert into xinyin_sso_logouts as l (name, before, keep_until)
    select distinct name, _before, _keep_until from unnest(_groups) as name
    on conflict (name) do update set
      before = case when l.keep_until > _now then greatest(l.before, _before) else _before end,
      keep_until = greatest(l.keep_until, _keep_until);
  delete from xinyin_sso_logouts where name in (
    select name from xinyin_sso_logouts where keep_until < _now - 3600 order by keep_until limit 8
    for update skip locked
  );
end $body$;

create or replace function xinyin_sso_consume_once(
  _key text, _until float8, _now float8
) returns boolean language plpgsql as $body$
declare
  _unused boolean;
begin
  insert into xinyin_sso_used as u (key, until) values (_key, _until)
    on conflict (key) do update set until = _until where u.until <= _now;
  _unused := found;
  delete from xinyin_sso_used where key in (
    select key from xinyin_sso_used where until < _now - 3600 order by until limit 8 for update skip locked
  );
  return _unused;
end $body$;

create or replace function xinyin_sso_lock(
  _name text, _until float8, _now float8
) returns float8 language plpgsql as $body$
declare
  _fence float8;
begin
  perform xinyin_sso_enter();
  -- So that the number is drawn by who then gets the lock, and grows from each to the next.
  perform pg_advisory_xact_lock(hashtextextended('xinyin_sso lock ' || _name, 0));
  insert into xinyin_sso_locks as l (name, fence, until) values (_name, nextval('xinyin_sso_fences'), _until)
    on conflict (name) do update set fence = excluded.fence, until = _until where l.until <= _now
    returning fence into _fence;
  delete from xinyin_sso_locks where name in (
    select name from xinyin_sso_locks where until < _now - 3600 order by until limit 8 for update skip locked
  );
  return _fence;
end $body$;
end $create$`
