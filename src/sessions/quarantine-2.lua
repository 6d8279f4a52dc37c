--[[
  Puts a conversation that cannot be read aside, unless it changed since it was looked at.

  Input
    KEYS[1]  the conversation
    KEYS[2]  where it goes
    ARGV[1]  what was read

  Output
    1 if it was moved, else 0
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
return 1
