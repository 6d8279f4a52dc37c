--[[
  Moves the ticket of a person who asked for another one.

  Input
    KEYS[1]  the ticket: hash "ticket", "state" ("waiting" | "taken" | "closed"), "by" of who took it
    ARGV[1]  "take", "release" or "close"
    ARGV[2]  take: who takes it, as JSON; release: the JSON of who had it, or empty for anybody
    ARGV[3]  close and release: how many seconds a closed ticket is remembered

  Output
    list: the state it had before, the state it has now, and who has or had it ("" where nobody)
]]
local state = redis.call('HGET', KEYS[1], 'state') or 'unknown'
local by = redis.call('HGET', KEYS[1], 'by') or ''

if ARGV[1] == 'take' then
  if state ~= 'waiting' then return { state, state, by } end
  redis.call('HSET', KEYS[1], 'state', 'taken', 'by', ARGV[2])
  return { state, 'taken', ARGV[2] }
end

if ARGV[1] == 'release' then
  if state ~= 'taken' or (ARGV[2] ~= '' and ARGV[2] ~= by) then return { state, state, by } end
  redis.call('HSET', KEYS[1], 'state', 'waiting')
  redis.call('HDEL', KEYS[1], 'by')
  return { state, 'waiting', by }
end

-- Also a ticket that is not there yet: one that is opened late stays closed.
redis.call('HSET', KEYS[1], 'state', 'closed')
redis.call('EXPIRE', KEYS[1], ARGV[3])
return { state, 'closed', by }
