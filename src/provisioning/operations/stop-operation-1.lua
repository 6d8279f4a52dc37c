--[[
  Notes the wish to stop an operation that still runs, and tells the workers.

  Input
    KEYS[1]  the operation: hash
    ARGV[1]  channel of wishes to stop
    ARGV[2]  the operation's id

  Output
    1, or 0 when it is past stopping or there is none
]]
if redis.call('HGET', KEYS[1], 'phase') ~= 'run' then return 0 end
redis.call('HSET', KEYS[1], 'stopped', 1)
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
