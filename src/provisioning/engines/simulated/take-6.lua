--[[
  Takes all machines of a plan or none, once per effect.

  Input
    KEYS[1]  what is taken: hash, counter to amount
    KEYS[2]  the VDCs: hash, ref to record
    KEYS[3]  their names: hash, owner and name to ref
    KEYS[4]  public addresses in use: hash, address to ref
    KEYS[5]  the ledger: hash, effect to how often it took
    KEYS[6]  effects whose VDC was removed: sorted set, scored by time
    ARGV[1]  effect id
    ARGV[2]  ref
    ARGV[3]  owner and name
    ARGV[4]  record (JSON)
    ARGV[5]  public address, or empty
    ARGV[6…] triples: counter, amount, total of the grid

  Output
    {'taken'}, {'found'} when it was taken before, {'ended'} when it was removed again, {'name'} or {'address'} when that is
    in use, or {'full', counter}
]]
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
