--[[
  Removes a timer that fired, unless it was set to another time meanwhile.

  Input
    KEYS[1]  the shard's timers: sorted set, scored by when they are due
    KEYS[2]  the shard's timer data: hash, same members
    ARGV[1]  the member
    ARGV[2]  when it was due

  Output
    1 if it was removed, else 0
]]
local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not due or tonumber(due) ~= tonumber(ARGV[2]) then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 1
