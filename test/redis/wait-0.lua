--[[
  Keeps Redis busy.

  Input
    ARGV[1]  milliseconds

  Output
    none
]]
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end
local finish = now() + tonumber(ARGV[1])
while now() < finish do end
