/** Takes all machines of a plan or none, once per effect. All keys share a slot. */
export const takeScript = `
-- KEYS  1 taken (hash: counter to amount)     2 vdcs (hash: ref to record)   3 names (hash: owner and name to ref)
--       4 addresses (hash: public ip to ref)  5 takes (hash: effect to how often it took)
--       6 ended (sorted set: effects whose VDC was removed, by time)
-- ARGV  1 effect id  2 ref  3 owner and name  4 record (JSON)  5 public ip, or empty
--       then triples: counter, amount, total of the grid
-- Returns {'taken'} | {'found'} it was taken before | {'ended'} it was removed again | {'name'} | {'address'}
--       | {'full', counter}
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return {'found'} end
if redis.call('ZSCORE', KEYS[6], ARGV[1]) then return {'ended'} end
if redis.call('HEXISTS', KEYS[3], ARGV[3]) == 1 then return {'name'} end
if ARGV[5] ~= '' and redis.call('HEXISTS', KEYS[4], ARGV[5]) == 1 then return {'address'} end
for at = 6, #ARGV, 3 do
  local held = tonumber(redis.call('HGET', KEYS[1], ARGV[at]) or '0')
  if held + tonumber(ARGV[at + 1]) > tonumber(ARGV[at + 2]) then return {'full', ARGV[at]} end
end
for at = 6, #ARGV, 3 do redis.call('HINCRBY', KEYS[1], ARGV[at], ARGV[at + 1]) end
if ARGV[5] ~= '' then redis.call('HSET', KEYS[4], ARGV[5], ARGV[2]) end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
redis.call('HSET', KEYS[3], ARGV[3], ARGV[2])
redis.call('HINCRBY', KEYS[5], ARGV[1], 1)
return {'taken'}
`;

/** Replaces a VDC's record if nobody else did, and moves capacity along with it. */
export const changeScript = `
-- KEYS  1 taken (hash)  2 vdcs (hash)
-- ARGV  1 ref  2 revision the change is based on  3 new record (JSON)
--       then triples: counter, amount (negative gives back), total of the grid
-- Returns {'changed'} | {'stale'} somebody was faster | {'gone'} | {'full', counter}
local record = redis.call('HGET', KEYS[2], ARGV[1])
if not record then return {'gone'} end
if cjson.decode(record).revision ~= tonumber(ARGV[2]) then return {'stale'} end
for at = 4, #ARGV, 3 do
  local held = tonumber(redis.call('HGET', KEYS[1], ARGV[at]) or '0')
  local amount = tonumber(ARGV[at + 1])
  if amount > 0 and held + amount > tonumber(ARGV[at + 2]) then return {'full', ARGV[at]} end
end
for at = 4, #ARGV, 3 do redis.call('HINCRBY', KEYS[1], ARGV[at], ARGV[at + 1]) end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
return {'changed'}
`;

/** Removes a VDC and gives back all it holds, in one go. */
export const releaseScript = `
-- KEYS  1 taken (hash)  2 vdcs (hash)  3 names (hash)  4 addresses (hash)  5 takes (hash)  6 ended (sorted set)
-- ARGV  1 ref  2 owner and name  3 now  4 effects that ended before this time are forgotten
-- Returns 1 if it was removed, 0 if it was not there
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
`;
