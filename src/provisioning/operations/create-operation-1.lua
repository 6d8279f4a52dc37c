--[[
  Writes a new operation, unless it is there.

  Input
    KEYS[1]  the operation: hash
    ARGV[1]  request
    ARGV[2]  view

  Output
    'created', or the phase of the operation that is there
]]
local phase = redis.call('HGET', KEYS[1], 'phase')
if phase then return phase end
redis.call('HSET', KEYS[1], 'request', ARGV[1], 'view', ARGV[2], 'phase', 'run', 'sequence', 1)
return 'created'
