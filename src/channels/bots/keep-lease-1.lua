--[[
  Keeps a lease, or gives it back: only for who holds it.

  Input
    KEYS[1]  the lease: string, who holds it
    ARGV[1]  who asks
    ARGV[2]  milliseconds it is kept from now on; 0 gives it back

  Output
    1 when it was held, else 0
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then
  redis.call('DEL', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
