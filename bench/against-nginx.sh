#!/usr/bin/env bash
# CPU per durable event against nginx's empty_gif with a buffered access log, in one run: bench/against-nginx.sh [seconds] [connections]
# Server on core 0, wrk on core 1. Prints a Markdown table; bench/results holds committed ones.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}; connections=${2:-512}; warm=25
work=$(mktemp -d); port=8391
trap 'kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

missing=()
command -v nginx >/dev/null || missing+=(nginx)
command -v wrk >/dev/null || missing+=(wrk)
if [ ${#missing[@]} -gt 0 ]; then { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >/dev/null; fi
program=src/Collector/bin/Release/net10.0/collector
[ -x "$program" ] || dotnet build src/Collector/Collector.csproj -c Release -v q --nologo

tick=$(getconf CLK_TCK)
# Processor time of processes in microseconds, their resident memory in MiB.
cpu() { local sum=0 pid fields; for pid in "$@"; do fields=$(sed 's/.*) //' "/proc/$pid/stat"); set -- $fields; sum=$((sum + ${12} + ${13})); done; echo $((sum * 1000000 / tick)); }
rss() { awk '/VmRSS/ {printf "%d", $2 / 1024}' "/proc/$1/status"; }
load() { taskset -c 1 wrk -t 1 -c "$connections" -d "$1s" -s bench/pixel.lua --latency "http://127.0.0.1:$port" > "$work/wrk.txt"; }
answered() { awk '/requests in/ {print $1}' "$work/wrk.txt"; }
p99() { awk '/99%/ {print $2}' "$work/wrk.txt"; }

cat > "$work/nginx.conf" <<CONF
worker_processes 1;
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events { worker_connections 4096; }
http {
  access_log $work/access.log combined buffer=64k flush=1s;
  keepalive_requests 100000000;
  server { listen 127.0.0.1:$port; location /p.gif { empty_gif; } }
}
CONF
taskset -c 0 nginx -c "$work/nginx.conf" & sleep 1
worker=$(pgrep -P "$(cat "$work/nginx.pid")")
load "$warm"
before=$(cpu "$worker"); load "$seconds"; after=$(cpu "$worker")
nginx_n=$(answered); nginx_cpu=$(echo "scale=2; ($after - $before) / $nginx_n" | bc); nginx_p99=$(p99)
kill "$(cat "$work/nginx.pid")"; sleep 1

COLLECTOR_URLS=http://127.0.0.1:$port COLLECTOR_DATA=$work/data COLLECTOR_SITES=bench.example taskset -c 0 "$program" run > "$work/collector.log" 2>&1 &
collector=$!
until curl -sf "http://127.0.0.1:$port/health/ready" >/dev/null; do sleep 0.2; done
engine=$(pgrep -P "$collector")
sleep 5; idle_c=$(rss "$collector"); idle_e=$(rss "$engine")
records() { curl -s "http://127.0.0.1:$port/metrics" | awk '/^collector_journal_records_total/ {printf "%d", $2}'; }
load "$warm"
first=$(records); before=$(cpu "$collector"); before_e=$(cpu "$engine")
load "$seconds"
after=$(cpu "$collector"); after_e=$(cpu "$engine"); last=$(records)
events=$((last - first)); ours_p99=$(p99); ours_n=$(answered)
ours=$(echo "scale=2; ($after - $before) / $events" | bc); engine_cpu=$(echo "scale=2; ($after_e - $before_e) / $events" | bc)

echo "| | requests/s | CPU µs a request | latency p99 |"
echo "|---|---|---|---|"
echo "| nginx empty_gif, buffered log | $((nginx_n / seconds)) | $nginx_cpu | $nginx_p99 |"
echo "| collector, durable | $((ours_n / seconds)) | $ours | $ours_p99 |"
echo "| its engine, loading the same events | | $engine_cpu | |"
echo
echo "Ratio collector ÷ nginx: $(echo "scale=2; $ours / $nginx_cpu" | bc). Events durable in the journal: $events of $ours_n answered."
echo "Memory: collector $idle_c MiB idle, $(rss "$collector") MiB after load; engine $idle_e MiB idle, $(rss "$engine") MiB after load."
echo "$(nproc) cores, $seconds s measured after $warm s of warm-up, $connections connections, $(date -u +%F)."
