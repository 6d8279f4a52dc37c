--[[
  Takes a VDC for one upgrade, at once or not at all. Under the same effect it finds what is there.

  Input
    KEYS[1]  the VDC's upgrade: hash of effect, ended, record, wish, answer
    ARGV[1]  effect
    ARGV[2]  record
    ARGV[3]  milliseconds that it is kept

  Output
    {'claimed'}, {'found', the record} or {'taken', the record of the one that runs}
]]
local holder = redis.call('HGET', KEYS[1], 'effect')
if holder == ARGV[1] then return { 'found', redis.call('HGET', KEYS[1], 'record') } end
if holder and redis.call('HGET', KEYS[1], 'ended') ~= '1' then
  return { 'taken', redis.call('HGET', KEYS[1], 'record') }
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'effect', ARGV[1], 'record', ARGV[2], 'ended', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { 'claimed' }
