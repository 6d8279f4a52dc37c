--[[
  Saves one turn, everything or nothing. All keys are in one slot.

  Input
    KEYS[1]  the conversation: string "<revision> <format> <json>"
    KEYS[2]  its transcript: stream, entry "<revision>-0", field "t"
    KEYS[3]  its message ids: sorted set, scored by the revision that took them
    KEYS[4]  the shard's outbox: stream, field "e"
    KEYS[5]  the shard's timers: sorted set, scored by when they are due
    KEYS[6]  the shard's timer data: hash, same members
    ARGV[1]  the revision the turn was decided on, 0 for a new conversation
    ARGV[2]  the message id
    ARGV[3]  the conversation, as stored
    ARGV[4]  the turn
    ARGV[5]  seconds the conversation is kept from now on
    ARGV[6]  turns the transcript keeps, about
    ARGV[7]  message ids that are remembered
    ARGV[8]  count of effects E
    ARGV[9]  count of timers to clear T
    ARGV[10...]        E effects
    then               T members
    then to the end    timers to set, also if just cleared: member, due, data

  Output
    list    saved: the outbox entries, one for each effect
    n > 0   duplicate: this message was taken as revision n
    n <= 0  stale: the revision is -n
]]
local taken = redis.call('ZSCORE', KEYS[3], ARGV[2])
if taken then return tonumber(taken) end

local revision = tonumber(string.match(redis.call('GETRANGE', KEYS[1], 0, 15), '^%d+') or 0)
local expected = tonumber(ARGV[1])
if revision ~= expected then return -revision end

-- A conversation that expired a moment before its transcript leaves nothing to the next one of that name.
if expected == 0 then redis.call('DEL', KEYS[2], KEYS[3]) end
local saved = expected + 1

-- The only call that can fail comes first: an error before it would leave half a turn.
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[6], saved .. '-0', 't', ARGV[4])
redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('ZADD', KEYS[3], saved, ARGV[2])
local remembered = tonumber(ARGV[7])
if saved > remembered then redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -remembered - 1) end
redis.call('EXPIRE', KEYS[3], ARGV[5])

local entries = {}
local at = 10
for index = 1, tonumber(ARGV[8]) do
  entries[index] = redis.call('XADD', KEYS[4], '*', 'e', ARGV[at])
  at = at + 1
end
for _ = 1, tonumber(ARGV[9]) do
  redis.call('ZREM', KEYS[5], ARGV[at])
  redis.call('HDEL', KEYS[6], ARGV[at])
  at = at + 1
end
for index = at, #ARGV, 3 do
  redis.call('ZADD', KEYS[5], ARGV[index + 1], ARGV[index])
  redis.call('HSET', KEYS[6], ARGV[index], ARGV[index + 2])
end
return entries
