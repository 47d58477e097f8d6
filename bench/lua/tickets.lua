-- Has userSigs issued to the users FIRST to LAST and writes a login request for each to OUT.n, one file for each thread.
package.path = os.getenv("LUA") .. "/?.lua;" .. package.path
local steps = require("steps")
setup, done, request, response = steps.setup, steps.done, steps.request, steps.response

function steps.steps(number, call)
  local first, last, threads = tonumber(os.getenv("FIRST")), tonumber(os.getenv("LAST")), tonumber(os.getenv("THREADS"))
  local logins = assert(io.open(os.getenv("OUT") .. ".logins." .. number, "w"))
  for n = first + number, last, threads do
    local id = "t" .. n
    local answer = call("GET", "/weapp/utils/get_login_info?userID=" .. id)
    logins:write("POST /weapp/live_room/login?sdkAppID=", answer:match('"sdkAppID":(%d+)'), "&accountType=0&userID=", id,
      "&userSig=", steps.escaped(steps.field(answer, "userSig")), " {}\n")
  end
  logins:close()
  io.open(os.getenv("OUT") .. ".ended." .. number, "w"):close()
end
