--[[
  Takes an operation for a worker: its claim is higher than any before, and only the highest may write.

  Input
    KEYS[1]  the operation: hash

  Output
    all its fields and values in one list, or nothing if there is no such operation
]]
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
redis.call('HINCRBY', KEYS[1], 'claim', 1)
return redis.call('HGETALL', KEYS[1])
