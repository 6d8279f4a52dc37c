--[[
  Writes a change of an operation and tells whoever watches.

  Input
    KEYS[1]  the operation: hash
    ARGV[1]  the writer's claim
    ARGV[2]  '1': not after a wish to stop
    ARGV[3]  milliseconds to keep the operation from now on, '0' to leave that alone
    ARGV[4]  channel of progress
    ARGV[5]  owner and conversation, as members of a JSON object
    ARGV[6]  view, or '' where it did not change
    ARGV[7…] field and value, repeated

  Output
    {'saved', sequence, 1 if there is a wish to stop}; {'stopped'} or {'superseded'} when nothing was written
]]
if redis.call('HGET', KEYS[1], 'claim') ~= ARGV[1] then return { 'superseded' } end
local stopped = redis.call('HGET', KEYS[1], 'stopped') == '1'
if stopped and ARGV[2] == '1' then return { 'stopped' } end
if #ARGV > 6 then redis.call('HSET', KEYS[1], unpack(ARGV, 7)) end
local sequence
if ARGV[6] == '' then
  sequence = tonumber(redis.call('HGET', KEYS[1], 'sequence'))
else
  sequence = redis.call('HINCRBY', KEYS[1], 'sequence', 1)
  redis.call('HSET', KEYS[1], 'view', ARGV[6])
  redis.call('PUBLISH', ARGV[4], '{"sequence":' .. sequence .. ',"stopped":' .. tostring(stopped)
    .. ',' .. ARGV[5] .. ',"view":' .. ARGV[6] .. '}')
end
if ARGV[3] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return { 'saved', sequence, stopped and 1 or 0 }
