--[[
  Sets texts of a VDC's record.

  Input
    KEYS[1]  the owner's records: hash, by id
    ARGV[1]  id
    ARGV[2…] field and text, repeated

  Output
    the record as it is now, or nothing if there is none
]]
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return false end
local record = cjson.decode(text)
for i = 2, #ARGV, 2 do record[ARGV[i]] = ARGV[i + 1] end
text = cjson.encode(record)
redis.call('HSET', KEYS[1], ARGV[1], text)
return text
