--[[
  Notes that a conversation belongs to its owner's list. Doing it again, late or out of order, changes nothing.

  Input
    KEYS[1]  the owner's conversations: sorted set, scored by time
    KEYS[2]  their titles: hash
    ARGV[1]  the conversation
    ARGV[2]  its title
    ARGV[3]  the time
    ARGV[4]  how many conversations a list keeps
    ARGV[5]  seconds the list is kept from now on

  Output
    none
]]
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
if known and tonumber(known) > tonumber(ARGV[3]) then return end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])

local surplus = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
if surplus > 0 then
  for _, old in ipairs(redis.call('ZRANGE', KEYS[1], 0, surplus - 1)) do
    redis.call('ZREM', KEYS[1], old)
    redis.call('HDEL', KEYS[2], old)
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
