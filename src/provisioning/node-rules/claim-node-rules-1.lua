--[[
  Takes the rules that are due for one wizard; should it die over them, they are due again after its turn.

  Input
    KEYS[1]  what is due when: sorted set of rules
    ARGV[1]  now, in milliseconds
    ARGV[2]  when those taken are due again
    ARGV[3]  the most to take

  Output
    the names of the rules
]]
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, rule in ipairs(due) do redis.call('ZADD', KEYS[1], 'XX', ARGV[2], rule) end
return due
