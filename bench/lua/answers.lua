-- Checks every answer of the service and prints, at the end, one line for bench/run.sh:
-- RESULT requests seconds p50 p99 max wrong iterations (times in microseconds; what an iteration is, a script says).
local M = {}

local threads = {}
-- Global, for done() reads them from each thread.
wrong, iterations = 0, 0

function M.check(status, body)
  if status ~= 200 or not body:find('"code":0', 1, true) then
    wrong = wrong + 1
    if wrong <= 2 then
      io.stderr:write("wrong answer: ", tostring(status), " ", body:sub(1, 200), "\n")
    end
    return false
  end
  return true
end

function M.setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function M.done(summary, latency)
  local all = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  local rounds = 0
  for _, thread in ipairs(threads) do
    all = all + (thread:get("wrong") or 0)
    rounds = rounds + (thread:get("iterations") or 0)
  end
  io.write(string.format("RESULT %d %.3f %d %d %d %d %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), latency.max, all, rounds))
end

return M
