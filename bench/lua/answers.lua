-- Checks every answer of the service and prints, at the end, one line for bench/load.sh:
-- RESULT requests seconds wrong iterations (what an iteration is, a script says).
-- Where LATENCIES names a file, it gets a line "MICROSECONDS COUNT" for each latency there was.
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

local function write_latencies(latency)
  local name = os.getenv("LATENCIES") or ""
  if name == "" then
    return
  end
  local file = assert(io.open(name, "w"))
  for i = 1, #latency do
    file:write(string.format("%d %d\n", latency(i)))
  end
  file:close()
end

function M.done(summary, latency)
  local all = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  local rounds = 0
  for _, thread in ipairs(threads) do
    all = all + (thread:get("wrong") or 0)
    rounds = rounds + (thread:get("iterations") or 0)
  end
  write_latencies(latency)
  io.write(string.format("RESULT %d %.3f %d %d\n", summary.requests, summary.duration / 1e6, all, rounds))
end

return M
