--[[
  Removes a VDC and gives back all that it holds.

  Input
    KEYS[1]  what is taken: hash, counter to amount
    KEYS[2]  the VDCs: hash, ref to record
    KEYS[3]  their names: hash, owner and name to ref
    KEYS[4]  public addresses in use: hash, address to ref
    KEYS[5]  the ledger: hash, effect to how often it took
    KEYS[6]  effects whose VDC was removed: sorted set, scored by time
    ARGV[1]  ref
    ARGV[2]  owner and name
    ARGV[3]  now
    ARGV[4]  effects that ended before this time are forgotten

  Output
    1 if it was removed, 0 if it was not there
]]
local record = redis.call('HGET', KEYS[2], ARGV[1])
if not record then return 0 end
record = cjson.decode(record)
for _, machine in ipairs(record.machines) do
  for _, resource in ipairs({'vcpu', 'memoryGiB', 'diskGiB'}) do
    local counter = 'node:' .. machine.node .. ':' .. resource
    if redis.call('HINCRBY', KEYS[1], counter, -machine[resource]) == 0 then redis.call('HDEL', KEYS[1], counter) end
  end
end
if record.publicIp then redis.call('HDEL', KEYS[4], record.publicIp) end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[2])
redis.call('ZADD', KEYS[6], ARGV[3], record.effectId)
for _, effect in ipairs(redis.call('ZRANGEBYSCORE', KEYS[6], '-inf', ARGV[4], 'LIMIT', 0, 100)) do
  redis.call('ZREM', KEYS[6], effect)
  redis.call('HDEL', KEYS[5], effect)
end
return 1
