-- Opens a room and closes it, again and again: create_room, destroy_room. One user for each thread.
package.path = os.getenv("LUA") .. "/?.lua;" .. package.path
local steps = require("steps")
setup, done, request, response = steps.setup, steps.done, steps.request, steps.response

function steps.steps(number, call)
  local mark = os.getenv("MARK")
  local user = steps.user("churn" .. mark .. "_" .. number, call)
  while true do
    local room = "churn" .. mark .. "_" .. number .. "_" .. iterations
    local here = '{"roomID":"' .. room .. '","userID":"' .. user.id .. '"'
    call("POST", "/weapp/live_room/create_room" .. user.query, here .. ',"roomInfo":"of ' .. user.id .. '"}')
    call("POST", "/weapp/live_room/destroy_room" .. user.query, here .. "}")
    iterations = iterations + 1
  end
end
