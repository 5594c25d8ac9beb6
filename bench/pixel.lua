-- wrk: page views of 500 pages by 50,000 visitors, as an e-mail or a page without script sends them.
local agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
wrk.headers["User-Agent"] = agent
wrk.headers["Accept"] = "image/avif,image/webp,*/*"
wrk.headers["Accept-Language"] = "en-US,en;q=0.9"
request = function()
  local page = "https%3A%2F%2Fbench.example%2Fpage%2F" .. math.random(500)
  return wrk.format("GET", "/p.gif?s=bench.example&u=" .. page .. "&t=Page&id=u" .. math.random(50000))
end
