/**
 * What Redis does in one step. Keys are made of a tag in braces, which puts all of a portal's on one node of a cluster:
 * a script may touch only keys of one node.
 *
 * | key | holds |
 * |---|---|
 * | `{tag}:s:<key>` | a session: `value issued expires idle fence groups` |
 * | `{tag}:g:<group>` | the keys of a group, by when they expire |
 * | `{tag}:e:<group>` | a logout: `<before> <keep until>` |
 * | `{tag}:u:<key>` | something used: until when |
 * | `{tag}:l:<name>` | a lock: `<fence> <until>` |
 * | `{tag}:f` | the last number of a lock |
 * | `{tag}:r:<name>` | a revocation of tokens: `<before> <until>` |
 *
 * Times that decide are compared as the caller gives them, by the caller's clock. Redis lets things go a minute after
 * they have ceased to count, by how much time has passed and not by what it takes the time to be.
 */
const COMMON = `
local tag, now = ARGV[1], tonumber(ARGV[2])
local function session(key) return tag .. ':s:' .. key end
local function members(group) return tag .. ':g:' .. group end
local function mark(group) return tag .. ':e:' .. group end
local function keep(name, untilTime)
  local left = math.max(1, math.ceil((tonumber(untilTime) - now) * 1000) + 60000)
  if redis.call('PTTL', name) < left then redis.call('PEXPIRE', name, left) end
end
local function drop(key)
  local groups = redis.call('HGET', session(key), 'groups')
  if groups then
    for group in groups:gmatch('%S+') do redis.call('ZREM', members(group), key) end
    redis.call('DEL', session(key))
  end
end
local function inForce(key)
  local found = redis.call('HMGET', session(key), 'expires', 'idle', 'fence')
  if not found[1] then return nil end
  local expires, idle = tonumber(found[1]), tonumber(found[2])
  if expires <= now or idle <= now then return nil end
  return { expires = expires, idle = idle, fence = tonumber(found[3]) }
end
local function pair(name)
  local text = redis.call('GET', name)
  if not text then return nil end
  return text:match('^(%S+) (%S+)$')
end
local function remember(name, before, untilTime)
  local old, oldUntil = pair(name)
  if old and tonumber(oldUntil) > now then
    if tonumber(old) > tonumber(before) then before = old end
    if tonumber(oldUntil) > tonumber(untilTime) then untilTime = oldUntil end
  end
  redis.call('SET', name, before .. ' ' .. untilTime)
  keep(name, untilTime)
end
`

const script = (body: string) => COMMON + body

/** `key value issued expires idle fence groups former required` */
export const PUT = script(`
local key, value, issued, expires, idle, fence, groups, former, required =
  ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11]
for group in groups:gmatch('%S+') do
  local before, keepUntil = pair(mark(group))
  if before and tonumber(keepUntil) > now and tonumber(issued) <= tonumber(before) then return 0 end
end
if required == '1' then
  local found = inForce(former)
  if not found or found.fence > tonumber(fence) then return 0 end
end
drop(key)
if former ~= '' then drop(former) end
redis.call('HSET', session(key), 'value', value, 'issued', issued, 'expires', expires, 'idle', idle, 'fence', fence,
  'groups', groups)
keep(session(key), math.min(tonumber(expires), tonumber(idle)))
for group in groups:gmatch('%S+') do
  redis.call('ZREMRANGEBYSCORE', members(group), '-inf', now - 3600)
  redis.call('ZADD', members(group), expires, key)
  keep(members(group), expires)
end
return 1
`)

/** `key`; answers with `value issued expires idle fence`. */
export const GET = script(`
if not inForce(ARGV[3]) then return {} end
return redis.call('HMGET', session(ARGV[3]), 'value', 'issued', 'expires', 'idle', 'fence')
`)

/** `key idle` */
export const TOUCH = script(`
local key, idle = ARGV[3], ARGV[4]
local found = inForce(key)
if not found then return 0 end
if tonumber(idle) > found.idle then
  if tonumber(idle) > found.expires then idle = redis.call('HGET', session(key), 'expires') end
  redis.call('HSET', session(key), 'idle', idle)
  keep(session(key), idle)
end
return 1
`)

/** `key` */
export const DESTROY = script('drop(ARGV[3])\nreturn 1\n')

/** `before keepUntil group...`: the sessions first, so that where there is no room for the mark they have still ended. */
export const END = script(`
local before, keepUntil = ARGV[3], ARGV[4]
for at = 5, #ARGV do
  for _, key in ipairs(redis.call('ZRANGE', members(ARGV[at]), 0, -1)) do
    local issued = redis.call('HGET', session(key), 'issued')
    if not issued then redis.call('ZREM', members(ARGV[at]), key)
    elseif tonumber(issued) <= tonumber(before) then drop(key) end
  end
end
for at = 5, #ARGV do remember(mark(ARGV[at]), before, keepUntil) end
return 1
`)

/** `limit group...`; answers with `key value issued expires idle fence` of each. */
export const LIST = script(`
local limit, seen, found = tonumber(ARGV[3]), {}, {}
for at = 4, #ARGV do
  for _, key in ipairs(redis.call('ZREVRANGE', members(ARGV[at]), 0, -1)) do
    if #found < limit and not seen[key] and inForce(key) then
      seen[key] = true
      local kept = redis.call('HMGET', session(key), 'value', 'issued', 'expires', 'idle', 'fence')
      table.insert(kept, 1, key)
      table.insert(found, kept)
    end
  end
end
return found
`)

/** `key until` */
export const CONSUME_ONCE = script(`
local name, untilTime = tag .. ':u:' .. ARGV[3], ARGV[4]
local used = redis.call('GET', name)
if used and tonumber(used) > now then return 0 end
redis.call('SET', name, untilTime)
keep(name, untilTime)
return 1
`)

/** `name until`; answers with the lock's number, or 0. */
export const LOCK = script(`
local name, untilTime = tag .. ':l:' .. ARGV[3], ARGV[4]
local _, held = pair(name)
if held and tonumber(held) > now then return 0 end
local fence = redis.call('INCR', tag .. ':f')
redis.call('SET', name, string.format('%.0f', fence) .. ' ' .. untilTime)
keep(name, untilTime)
return fence
`)

/** `name fence` */
export const UNLOCK = script(`
local name = tag .. ':l:' .. ARGV[3]
if pair(name) == ARGV[4] then redis.call('DEL', name) end
return 1
`)

/** `before until name...`, for revocations of tokens. */
export const MARK = script(`
for at = 5, #ARGV do remember(tag .. ':r:' .. ARGV[at], ARGV[3], ARGV[4]) end
return 1
`)

/** `name...`; answers with the latest time that counts, or nothing. */
export const LATEST = script(`
local latest = false
for at = 3, #ARGV do
  local before, untilTime = pair(tag .. ':r:' .. ARGV[at])
  if before and tonumber(untilTime) > now and (not latest or tonumber(before) > tonumber(latest)) then
    latest = before
  end
end
return latest
`)
