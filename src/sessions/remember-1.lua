--[[
  Keeps an answer for the owner's next conversations. The list is bounded, so that it may be read whole.

  Input
    KEYS[1]  what the owner asked us to remember: hash
    ARGV[1]  the slot
    ARGV[2]  the answer, as JSON
    ARGV[3]  how many answers are kept
    ARGV[4]  seconds they are kept from now on

  Output
    none
]]
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
while redis.call('HLEN', KEYS[1]) > tonumber(ARGV[3]) do
  for _, slot in ipairs(redis.call('HRANDFIELD', KEYS[1], 2)) do
    if slot ~= ARGV[1] then
      redis.call('HDEL', KEYS[1], slot)
      break
    end
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
