--[[
  Writes something.

  Input
    KEYS[1]  a key

  Output
    none
]]
redis.call('SET', KEYS[1], '1')
