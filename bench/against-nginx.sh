#!/usr/bin/env bash
# CPU per durable event against nginx's empty_gif with a buffered access log: bench/against-nginx.sh [seconds] [connections] [rounds]
# Servers on core 0, wrk on core 1. After the warm-up the servers are measured in turn, round by round, for these machines' speed
# changes within minutes; the engine is once on the collector's core and once on wrk's. Prints a Markdown table of medians.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}; connections=${2:-512}; rounds=${3:-3}; warm=25
work=$(mktemp -d); nginx_port=8391; port=8392
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
load() { taskset -c 1 wrk -t 1 -c "$connections" -d "$2s" -s bench/pixel.lua --latency "http://127.0.0.1:$1" > "$work/wrk.txt"; }
metric() { curl -s "http://127.0.0.1:$port/metrics" | awk -v name="$1" 'index($1, name) == 1 {printf "%d", $2}'; }
median() { tr ' ' '\n' <<< "$*" | sed '/^$/d' | sort -g | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
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
  server { listen 127.0.0.1:$nginx_port; location /p.gif { empty_gif; } }
}
CONF
taskset -c 0 nginx -c "$work/nginx.conf" &
COLLECTOR_URLS=http://127.0.0.1:$port COLLECTOR_DATA=$work/data COLLECTOR_SITES=bench.example taskset -c 0 "$program" run > "$work/collector.log" 2>&1 &
collector=$!
until curl -sf "http://127.0.0.1:$port/health/ready" >/dev/null; do sleep 0.2; done
worker=$(pgrep -P "$(cat "$work/nginx.pid")"); engine=$(pgrep -P "$collector")
sleep 5; idle_c=$(rss "$collector"); idle_e=$(rss "$engine")
# Waits until the engine has what was collected, so that it does not work beside nginx.
settle() { for _ in $(seq 100); do [ "$(metric collector_journal_pending_bytes)" = 0 ] && break; sleep 0.2; done; sleep 1; }

rate() { echo "scale=2; ($2 - $1) / $3" | bc; }
nginx_round() {
  local before; before=$(cpu "$worker"); load $nginx_port "$seconds"
  nginx_cpu+=" $(rate "$before" "$(cpu "$worker")" "$(answered)")"; nginx_n+=" $(($(answered) / seconds))"; nginx_p99+=" $(p99)"
}
# Measures the collector with its engine on core $1; adds to the variables ending in it.
collector_round() {
  taskset -apc "$1" "$engine" >/dev/null
  local -n c=ours_$1 e=engine_$1 n=n_$1 p=p99_$1
  local first before before_e events; first=$(metric collector_journal_records_total); before=$(cpu "$collector"); before_e=$(cpu "$engine")
  load $port "$seconds"
  events=$(($(metric collector_journal_records_total) - first))
  c+=" $(rate "$before" "$(cpu "$collector")" "$events")"; e+=" $(rate "$before_e" "$(cpu "$engine")" "$events")"; n+=" $(($(answered) / seconds))"; p+=" $(p99)"
  durable=$((durable + events)); answers=$((answers + $(answered)))
  settle
}

durable=0; answers=0
load $nginx_port "$warm"; load $port "$warm"; settle
for _ in $(seq "$rounds"); do nginx_round; collector_round 0; collector_round 1; done

echo "| medians of $rounds rounds | requests/s | CPU µs a request | latency p99 | the engine's CPU µs an event |"
echo "|---|---|---|---|---|"
echo "| nginx empty_gif, buffered log | $(median $nginx_n) | $(median $nginx_cpu) | $(median $nginx_p99) | |"
echo "| collector, durable, its engine on the same core | $(median $n_0) | $(median $ours_0) | $(median $p99_0) | $(median $engine_0) |"
echo "| collector, durable, its engine on the other core | $(median $n_1) | $(median $ours_1) | $(median $p99_1) | $(median $engine_1) |"
echo
echo "Ratio collector ÷ nginx: $(echo "scale=2; $(median $ours_0) / $(median $nginx_cpu)" | bc) with the engine on the same core, $(echo "scale=2; $(median $ours_1) / $(median $nginx_cpu)" | bc) with the engine on the other."
echo "Each round: nginx$nginx_cpu; same core$ours_0; other core$ours_1. Events durable in the journal: $durable of $answers answered."
echo "Memory: collector $idle_c MiB idle, $(rss "$collector") MiB after load; engine $idle_e MiB idle, $(rss "$engine") MiB after load."
echo "$(nproc) cores, $rounds rounds of $seconds s after $warm s of warm-up, $connections connections, $(date -u +%F)."
