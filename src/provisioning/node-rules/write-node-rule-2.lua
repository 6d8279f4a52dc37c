--[[
  Writes a rule, unless somebody else has written it since it was read.

  Input
    KEYS[1]  all rules: hash
    KEYS[2]  what is due when: sorted set of rules
    ARGV[1]  the name of the rule
    ARGV[2]  what it was, as it was read; empty: it was not there
    ARGV[3]  what it is; empty: it goes
    ARGV[4]  when it is looked at next, in milliseconds; empty: never by itself

  Output
    1, or 0 when somebody else was first
]]
local is = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if is ~= ARGV[2] then return 0 end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
if ARGV[3] == '' or ARGV[4] == '' then
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
end
return 1
