--[[
  Forgets a VDC and frees its name, if the name is still this VDC's. Doing it again does nothing.

  Input
    KEYS[1]  the owner's records: hash, by id
    KEYS[2]  the owner's names: hash, name to id
    KEYS[3]  the owner's list: sorted set of ids
    ARGV[1]  id

  Output
    none
]]
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return end
local name = cjson.decode(text).name
if redis.call('HGET', KEYS[2], name) == ARGV[1] then redis.call('HDEL', KEYS[2], name) end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
