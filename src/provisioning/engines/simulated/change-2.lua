--[[
  Replaces a VDC's record if nobody else did, and moves capacity along with it.

  Input
    KEYS[1]  what is taken: hash, counter to amount
    KEYS[2]  the VDCs: hash, ref to record
    ARGV[1]  ref
    ARGV[2]  the revision that the change is based on
    ARGV[3]  new record (JSON)
    ARGV[4…] triples: counter, amount (negative gives back), total of the grid

  Output
    {'changed'}, {'stale'} when somebody was faster, {'gone'}, or {'full', counter}
]]
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
