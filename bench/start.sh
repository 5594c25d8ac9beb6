#!/usr/bin/env bash
# How long a start takes after a kill with many events behind it: bench/start.sh [millions of events] [collector's folder of another build]
# Sends the events, kills the collector, starts it again three times, and prints for each start the milliseconds from the process's start until
# its port was open and until a hit was stored, and the resident memory then. Before it the same for an empty folder.
set -euo pipefail
cd "$(dirname "$0")/.."
millions=${1:-2}; program=${2:-src/Collector/bin/Release/net10.0}/collector
work=$(mktemp -d); port=8393
trap 'kill -9 $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
[ -x "$program" ] || dotnet build src/Collector/Collector.csproj -c Release -v q --nologo
command -v wrk >/dev/null || { apt-get update && apt-get install -y --no-install-recommends wrk; } >/dev/null

start() {
  local begun; begun=$(date +%s%N)
  COLLECTOR_URLS=http://127.0.0.1:$port COLLECTOR_DATA=$work/data COLLECTOR_SITES=bench.example "$program" run > "$work/log" 2>&1 &
  collector=$!
  until (exec 3<> /dev/tcp/127.0.0.1/$port) 2>/dev/null; do
    kill -0 $collector 2>/dev/null || { echo "it ended:"; tail -5 "$work/log"; exit 1; }
    sleep 0.003
  done
  local open; open=$(date +%s%N)
  until curl -s -D - -o /dev/null "http://127.0.0.1:$port/p.gif?s=bench.example&u=https://bench.example/" | grep -q "X-Collect: stored"; do :; done
  echo "| $1 | $(((open - begun) / 1000000)) | $((($(date +%s%N) - begun) / 1000000)) | $(awk '/VmHWM/ {printf "%d", $2 / 1024}' /proc/$collector/status) |"
}
stop() { kill -9 $collector; wait $collector 2>/dev/null || true; sleep 2; }
metric() { curl -s "http://127.0.0.1:$port/metrics" | awk -v name="$1" 'index($1, name) == 1 {printf "%d", $2}'; }

echo "| start | ms until the port is open | ms until a hit was stored | peak memory, MiB |"; echo "|---|---|---|---|"
for n in 1 2 3; do start "empty folder"; stop; done
start "to be filled"
until curl -sf "http://127.0.0.1:$port/health/ready" >/dev/null; do sleep 0.2; done
goal=$((millions * 1000000)); begun=$(date +%s)
while [ "$(metric collector_journal_records_total)" -lt $goal ]; do wrk -t 1 -c 32 -d 5s -s bench/start.lua "http://127.0.0.1:$port" > "$work/wrk"; done
# From full speed to a busy site's: the last checkpoint is then as old as it is there.
for _ in $(seq 20); do wrk -t 1 -c 1 -d 1s -s bench/pixel.lua "http://127.0.0.1:$port" > "$work/wrk"; done
records=$(metric collector_journal_records_total)
stop
for n in 1 2 3; do start "after a kill, $records events in $(($(date +%s) - begun)) s"; stop; done
