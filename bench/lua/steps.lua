-- For what takes several requests, each made of the answer before: one connection for each thread, which
-- runs steps(number, call) as a coroutine; call(method, path, body) sends a request and returns the answer's body.
package.path = os.getenv("LUA") .. "/?.lua;" .. package.path
local answers = require("answers")
local M = { done = answers.done, setup = answers.setup }

local HEADERS = { ["Content-Type"] = "application/json" }
local running

local function call(method, path, body)
  return coroutine.yield(wrk.format(method, path, HEADERS, body))
end

local next_request

-- The steps begin when the first request is wanted; when they end, so does the thread.
local function go_on(answer)
  if not running then
    local steps, mine = M.steps, number
    running = coroutine.create(function() steps(mine, call) end)
  end
  local ok, request = coroutine.resume(running, answer)
  assert(ok, request)
  next_request = request
end

function M.request()
  if not next_request then
    go_on()
  end
  return next_request
end

function M.response(status, _, body)
  answers.check(status, body)
  go_on(body)
  if not next_request then
    wrk.thread:stop()
    next_request = "" -- never sent
  end
end

function M.field(answer, name)
  return answer:match('"' .. name .. '":"([^"]*)"')
end

function M.escaped(text)
  return (text:gsub("[^A-Za-z0-9_.~-]", function(c) return string.format("%%%02X", c:byte()) end))
end

-- A user who has logged in: what its requests carry in the query, and a push URL good in any room.
function M.user(id, call)
  local info = call("GET", "/weapp/utils/get_login_info?userID=" .. id)
  local answer = call("POST", "/weapp/live_room/login?sdkAppID=" .. info:match('"sdkAppID":(%d+)')
    .. "&accountType=0&userID=" .. id .. "&userSig=" .. M.escaped(M.field(info, "userSig")), "{}")
  local query = "?userID=" .. id .. "&token=" .. M.field(answer, "token")
  local push = M.field(call("POST", "/weapp/live_room/get_push_url" .. query, '{"userID":"' .. id .. '"}'), "pushURL")
  return { id = id, query = query, push = push }
end

function M.enter(user, room, call)
  return call("POST", "/weapp/live_room/add_pusher" .. user.query, string.format(
    '{"roomID":"%s","roomInfo":"room %s","userID":"%s","userName":"name of %s","userAvatar":"https://example.com/%s.png","pushURL":"%s"}',
    room, room, user.id, user.id, user.id, user.push))
end

return M
