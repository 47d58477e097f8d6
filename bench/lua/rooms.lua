-- Opens the rooms FIRST to LAST with PUSHERS members each, and writes to OUT.n, for every member, a heartbeat and a
-- get_pushers request of that member, one file for each thread.
package.path = os.getenv("LUA") .. "/?.lua;" .. package.path
local steps = require("steps")
setup, done, request, response = steps.setup, steps.done, steps.request, steps.response

function steps.steps(number, call)
  local first, last = tonumber(os.getenv("FIRST")), tonumber(os.getenv("LAST"))
  local pushers, threads = tonumber(os.getenv("PUSHERS")), tonumber(os.getenv("THREADS"))
  local beats = assert(io.open(os.getenv("OUT") .. ".beats." .. number, "w"))
  local looks = assert(io.open(os.getenv("OUT") .. ".looks." .. number, "w"))
  for n = first + number, last, threads do
    local room = "room" .. n
    for p = 1, pushers do
      local user = steps.user("u" .. n .. "_" .. p, call)
      steps.enter(user, room, call)
      beats:write("POST /weapp/live_room/pusher_heartbeat", user.query, ' {"roomID":"', room, '","userID":"', user.id, '"}\n')
      looks:write("POST /weapp/live_room/get_pushers", user.query, ' {"roomID":"', room, '"}\n')
    end
  end
  beats:close()
  looks:close()
  io.open(os.getenv("OUT") .. ".ended." .. number, "w"):close()
end
