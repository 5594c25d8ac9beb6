-- Bodies of 100 page views, each body of another browser, so that there are as many visits as bodies; every event has an id of its own.
local agents = 0
local ids = 0
local seed = os.time()
function setup(thread) seed = seed + 1; thread:set("seed", seed) end
function request()
  agents = agents + 1
  local hits = {}
  for i = 1, 100 do
    ids = ids + 1
    hits[i] = string.format('{"s":"bench.example","u":"https://bench.example/page/%d","n":"pageview","i":"e-%d-%d"}', ids % 500, seed, ids)
  end
  return wrk.format("POST", "/e", { ["Content-Type"] = "text/plain", ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" .. (agents % 200000) .. ".0.0.0 Safari/537.36" }, "[" .. table.concat(hits, ",") .. "]")
end
