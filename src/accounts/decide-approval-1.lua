--[[
  One person's yes or no to a request for consent.

  Input
    KEYS[1]  the request: hash "request", "outcome", "by:<owner>" for each yes, "no" and "reason" of a refusal
    ARGV[1]  "yes" or "no"
    ARGV[2]  who decides
    ARGV[3]  their name
    ARGV[4]  how many different people have to agree
    ARGV[5]  now, ARGV[6]  when it expires, both in milliseconds since the epoch
    ARGV[7]  why not, or empty

  Output
    list: "pending" | "approved" | "refused" | "expired" | "withdrawn" | "unknown", who refused, why, then the names of
    those who agreed
]]
if redis.call('HEXISTS', KEYS[1], 'request') == 0 then return { 'unknown', '', '' } end

local function agreed()
  local names = {}
  local fields = redis.call('HGETALL', KEYS[1])
  for index = 1, #fields, 2 do
    if string.sub(fields[index], 1, 3) == 'by:' then names[#names + 1] = fields[index + 1] end
  end
  table.sort(names)
  return names
end

local outcome = redis.call('HGET', KEYS[1], 'outcome')
if not outcome then
  if tonumber(ARGV[5]) >= tonumber(ARGV[6]) then
    outcome = 'expired'
  elseif ARGV[1] == 'no' then
    outcome = 'refused'
    redis.call('HSET', KEYS[1], 'outcome', outcome, 'no', ARGV[3], 'reason', ARGV[7])
  else
    redis.call('HSET', KEYS[1], 'by:' .. ARGV[2], ARGV[3])
    outcome = #agreed() >= tonumber(ARGV[4]) and 'approved' or 'pending'
    if outcome == 'approved' then redis.call('HSET', KEYS[1], 'outcome', outcome) end
  end
end
local refusal = redis.call('HMGET', KEYS[1], 'no', 'reason')
return { outcome, refusal[1] or '', refusal[2] or '', unpack(agreed()) }
