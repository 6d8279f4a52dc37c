--[[
  Takes a name for a VDC, at once or not at all. Under the same id it finds what is there.

  Input
    KEYS[1]  the owner's records: hash, by id
    KEYS[2]  the owner's names: hash, name to id
    KEYS[3]  the owner's list: sorted set of ids, scored by time
    ARGV[1]  id
    ARGV[2]  name
    ARGV[3]  record
    ARGV[4]  time

  Output
    {'reserved', record}, {'found', the record under this id} or {'taken', the record that has the name}
]]
local found = redis.call('HGET', KEYS[1], ARGV[1])
if found then return { 'found', found } end
local holder = redis.call('HGET', KEYS[2], ARGV[2])
if holder then return { 'taken', redis.call('HGET', KEYS[1], holder) } end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
return { 'reserved', ARGV[3] }
