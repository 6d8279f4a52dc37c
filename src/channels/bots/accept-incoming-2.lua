--[[
  Keeps what came in, once.

  Input
    KEYS[1]  the channel's inbox: stream, field "e"
    KEYS[2]  ids taken before: sorted set, scored by when
    ARGV[1]  the id
    ARGV[2]  the event
    ARGV[3]  now, in milliseconds
    ARGV[4]  ids that are remembered

  Output
    1 when it was kept, 0 when it had been taken before
]]
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then return 0 end
redis.call('XADD', KEYS[1], '*', 'e', ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -tonumber(ARGV[4]) - 1)
return 1
