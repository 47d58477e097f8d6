-- The life of a room, again and again: create, add, 3 heartbeats, get_pushers, delete. One user for each thread.
package.path = os.getenv("LUA") .. "/?.lua;" .. package.path
local steps = require("steps")
setup, done, request, response = steps.setup, steps.done, steps.request, steps.response

function steps.steps(number, call)
  local mark = os.getenv("MARK")
  local user = steps.user("life" .. mark .. "_" .. number, call)
  while true do
    local room = "life" .. mark .. "_" .. number .. "_" .. iterations
    local here = '{"roomID":"' .. room .. '","userID":"' .. user.id .. '"}'
    call("POST", "/weapp/live_room/create_room" .. user.query,
      '{"roomID":"' .. room .. '","userID":"' .. user.id .. '","roomInfo":"of ' .. user.id .. '"}')
    steps.enter(user, room, call)
    for _ = 1, 3 do
      call("POST", "/weapp/live_room/pusher_heartbeat" .. user.query, here)
    end
    call("POST", "/weapp/live_room/get_pushers" .. user.query, '{"roomID":"' .. room .. '"}')
    call("POST", "/weapp/live_room/delete_pusher" .. user.query, here)
    iterations = iterations + 1
  end
end
