-- Sends the requests of a file again and again: a line is "METHOD PATH BODY".
package.path = os.getenv("LUA") .. "/?.lua;" .. package.path
local answers = require("answers")
setup, done = answers.setup, answers.done

local requests, at = {}, 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local method, path, body = line:match("^(%S+) (%S+) ?(.*)$")
    table.insert(requests, wrk.format(method, path, { ["Content-Type"] = "application/json" }, body))
  end
  -- Each thread begins elsewhere.
  local threads = tonumber(os.getenv("THREADS"))
  at = math.floor(#requests * (tonumber(os.getenv("FIRST_THREAD")) + number) / threads)
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status, _, body)
  answers.check(status, body)
end
