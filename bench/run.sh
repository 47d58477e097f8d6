#!/usr/bin/env bash
# Measures RoomService on this machine: bench/run.sh --help
set -euo pipefail

usage() {
  cat <<'END'
bench/run.sh [--server micro|wildfly] [--database h2|postgresql] [--nodes 1|2] [--rows LIST] [--rounds 3]
             [--seconds 6] [--rooms 1000] [--set KEY=VALUE ...] [--jdk DIR] [--tickets 15000] [--out FILE] [--keep]

Starts the built WAR and, in the same server, a trivial JAX-RS application; opens rooms; then sends each
row's requests in rounds that alternate with the trivial application's, and prints for each row the median
of the rounds: requests a second, p50 and p99, CPU of the server for a request, and the ratio to the trivial
application in the same round. Any wrong answer ends the run.

  --server   Payara Micro, or a WildFly that is unpacked from the local Maven repository (micro)
  --database embedded, or a PostgreSQL of its own that forces each commit to the disk (h2)
  --nodes    two share a PostgreSQL, and half of the connections of a row go to each (1)
  --rows     of: heartbeat pushers list login-seen login-new life life-20ms (all). A life is that of a room: create,
             add, 3 heartbeats, get_pushers, delete, by 16 users, with an IM service that answers at once or after 20 ms
  --rounds   rounds that count; one more goes before to warm up (3)
  --seconds  length of a round (6)
  --rooms    open live_rooms with one member each; pushers has 100 rooms of four besides (1000)
  --set      a setting of the service, as in payara/run.sh
  --jdk      of the server
  --tickets  tickets never seen before for a round of login-new (15000)
  --out      where the result is kept (bench/results/DAY-COMMIT.txt)
  --keep     leave the server running afterwards

Needs wrk and, for --database postgresql, PostgreSQL (installed from Debian when absent) and target/roomservice.war.
END
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(dirname "$here")
rows="heartbeat pushers list login-seen login-new life life-20ms" rounds=3 seconds=6 rooms=1000 tickets=15000 out= keep=
kind=micro database=h2 nodes=1 settings=() port=18600 connections=32

while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --server) kind=$2; shift ;;
    --database) database=$2; shift ;;
    --nodes) nodes=$2; shift ;;
    --rows) rows=${2//,/ }; shift ;;
    --rounds) rounds=$2; shift ;;
    --seconds) seconds=$2; shift ;;
    --rooms) rooms=$2; shift ;;
    --set) settings+=("$2"); shift ;;
    --jdk) export JAVA_HOME=$2; shift ;;
    --tickets) tickets=$2; shift ;;
    --out) out=$2; shift ;;
    --keep) keep=1 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

die() {
  printf 'bench/run.sh: %s\n' "$1" >&2
  exit 1
}

[[ $kind == micro || $kind == wildfly ]] || die "no server $kind"
[[ $database == h2 || $database == postgresql ]] || die "no database $database"
((nodes == 1)) || [[ $database == postgresql ]] || die "nodes share a PostgreSQL"

work=$(mktemp -d)
servers=() bases=() im= with_im=
# shellcheck source=servers.sh
source "$here/servers.sh"
finish() {
  [[ -z $im ]] || kill "$im" 2> /dev/null || true
  [[ -n $keep ]] || { stop_servers; stop_database; rm -rf "$work"; }
}
trap finish EXIT

command -v wrk > /dev/null || { apt-get install -q -y wrk > /dev/null || die "wrk is missing"; }
[[ -f $project/target/roomservice.war ]] || die "no WAR: run mvn package first"
(cd "$here/trivial" && mvn -q -B package)

export LUA=$here/lua

# An IM service that answers after so many milliseconds.
start_im() {
  [[ -z $im ]] || { kill "$im"; wait "$im" 2> /dev/null || true; }
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" "$here/FakeIm.java" $((port + 50)) "$1" > "$work/im.log" 2>&1 &
  im=$!
  until grep -q ready "$work/im.log"; do sleep 0.1; done
}

# Microseconds of CPU the servers have used.
cpu() {
  local fields server sum=0
  for server in "${servers[@]}"; do
    read -r -a fields < <(sed 's/.*) //' "/proc/$server/stat")
    sum=$((sum + (fields[11] + fields[12]) * 1000000 / $(getconf CLK_TCK)))
  done
  echo $sum
}

# "RESIDENT LIVE" of the first server in MB: memory it holds, and what of its heap is in use after a collection.
memory() {
  local live
  live=$("${JAVA_HOME:+$JAVA_HOME/bin/}jcmd" "${servers[0]}" GC.class_histogram | awk '/^Total/ { printf "%.1f", $3 / 1048576 }')
  awk -v live="$live" '/VmRSS/ { printf "%d %s\n", $2 / 1024, live }' "/proc/${servers[0]}/status"
}

# Until the server's compiler has seen both applications for a while, figures rise from round to round.
warm_up() {
  local turn
  for turn in 1 2; do
    REQUESTS=$work/trivial load repeat.lua "$connections" 2 8 > /dev/null
    REQUESTS=$1 load repeat.lua "$connections" 2 8 > /dev/null
  done
}

# load SCRIPT CONNECTIONS THREADS SECONDS -> "rate p50 p99 max cpu-us-per-one requests", of iterations where there are any.
# The connections are shared out among the nodes; latencies are those of the slowest.
load() {
  local before after base n=0 pids=() pid
  before=$(cpu)
  for base in "${bases[@]}"; do
    n=$((n + 1))
    THREADS=$(($3 / nodes)) MARK=${MARK:-}_$n wrk -c $(($2 / nodes)) -t $(($3 / nodes)) -d "$4" --timeout 30s -s "$LUA/$1" \
      "$base" > "$work/load.$n" 2>> "$work/errors" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || { cat "$work/errors" >&2; die "wrk failed"; }
  done
  after=$(cpu)
  awk -v cpu=$((after - before)) '/^RESULT/ {
      wrong += $7; requests += $2; one = $8 > 0 ? $8 : $2; all += one; rate += one / $3
      for (i = 4; i <= 6; i++) if ($i > worst[i]) worst[i] = $i
    }
    END {
      if (wrong > 0 || requests == 0) exit 1
      printf "%.0f %d %d %d %.0f %d\n", rate, worst[4], worst[5], worst[6], cpu / all, requests
    }' "$work"/load.* || { cat "$work/errors" >&2; die "wrong answers: $(cat "$work"/load.*)"; }
}

# steps SCRIPT NAME: runs a script to its end; each of its threads leaves files NAME.KIND.n.
steps() {
  local script=$1 out=$work/$2 threads=8 generator ended looked=0
  rm -f "$out".*
  OUT=$out THREADS=$threads wrk -c $threads -t $threads -d 1h --timeout 30s -s "$LUA/$script" "${bases[0]}" > "$out.log" 2>&1 &
  generator=$!
  # wrk would go on sleeping when all of its threads have ended.
  until ended=("$out".ended.*) && ((${#ended[@]} == threads)); do
    ((looked++ < 6000)) && kill -0 $generator 2> /dev/null || { cat "$out.log" >&2; die "$script did not end"; }
    sleep 0.1
  done
  kill -INT $generator
  wait $generator
  grep -q '^RESULT .* 0 [0-9]*$' "$out.log" || { cat "$out.log" >&2; die "wrong answers to $script"; }
  rm "$out".ended.* "$out.log"
  for part in "$out".*.0; do
    cat "${part%.0}".[0-9]* > "${part%.0}"
    rm "${part%.0}".[0-9]*
  done
}

# open_rooms FIRST LAST PUSHERS NAME: leaves the members' requests in NAME.beats and NAME.looks.
open_rooms() {
  FIRST=$1 LAST=$2 PUSHERS=$3 steps rooms.lua "$4"
}

# row NAME REQUESTS: alternates with the trivial application.
row() {
  local name=$1 requests=$2 round ours theirs
  : > "$work/$name.rounds"
  for ((round = 0; round <= rounds; round++)); do
    theirs=$(REQUESTS=$work/trivial load repeat.lua "$connections" 2 "$seconds")
    ours=$(REQUESTS=$requests load repeat.lua "$connections" 2 "$seconds")
    if ((round)); then echo "$ours $theirs" >> "$work/$name.rounds"; fi
  done
  report "$name"
}

# life NAME DELAY: has no trivial counterpart of the same kind; the ratio is of one iteration to one trivial request.
life() {
  local round
  start_im "$2"
  if [[ -z $with_im ]]; then
    stop_servers
    start_servers roomservice.im.enabled=true "roomservice.im.base-url=http://127.0.0.1:$((port + 50))"
    with_im=1
    warm_up "$work/one.beats"
    for round in 1 2 3 4 5 6; do MARK=warm$round load life.lua 16 16 10 > /dev/null; done
  fi
  : > "$work/$1.rounds"
  for ((round = 0; round <= rounds; round++)); do
    theirs=$(REQUESTS=$work/trivial load repeat.lua "$connections" 2 "$seconds")
    ours=$(MARK=$1_$round load life.lua 16 16 "$seconds")
    if ((round)); then echo "$ours $theirs" >> "$work/$1.rounds"; fi
  done
  report "$1"
}

# A login is counted once for each ticket, so each round needs tickets of its own.
logins() {
  local round first=1
  : > "$work/login-new.rounds"
  for ((round = 0; round <= rounds; round++)); do
    FIRST=$first LAST=$((first + tickets - 1)) steps tickets.lua "tickets$round"
    first=$((first + tickets))
    theirs=$(REQUESTS=$work/trivial load repeat.lua "$connections" 2 "$seconds")
    ours=$(REQUESTS=$work/tickets$round.logins load repeat.lua "$connections" 2 "$seconds")
    read -r _ _ _ _ _ sent <<< "$ours"
    ((sent < tickets * 9 / 10)) || die "$tickets tickets are not enough: give --tickets"
    if ((round)); then echo "$ours $theirs" >> "$work/login-new.rounds"; fi
  done
  report login-new
}

report() {
  awk -v name="$1" '
    function median(a, n,  i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j] < a[j - 1]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
      return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
    }
    { n++; rate[n] = $1; p50[n] = $2; p99[n] = $3; cpu[n] = $5; theirs[n] = $7; ratio[n] = $1 / $7 }
    END { printf "%-22s %9.0f %8.1f %8.1f %8.0f %10.0f %7.3f\n", name, median(rate, n), median(p50, n) / 1000,
          median(p99, n) / 1000, median(cpu, n), median(theirs, n), median(ratio, n) }' "$work/$1.rounds"
}

# What a figure is worth depends on.
describe() {
  printf 'commit %s, %s, %d processors (%s), %d MB, Linux %s\n' "$(git -C "$project" describe --always --dirty)" \
    "$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n '2s/ (build.*//p')" "$(nproc)" \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" "$(uname -r)"
  printf '%s, %s, nodes: %d, %d rooms, %d rounds of %d s after one to warm up, %d connections; load before: %s\n' "$kind" "$database" \
    "$nodes" "$rooms" "$rounds" "$seconds" "$connections" "$(cut -d' ' -f1 /proc/loadavg)"
  [[ ${#settings[@]} == 0 ]] || printf 'settings: %s\n' "${settings[*]}"
}

out=${out:-$here/results/$(date -u +%F)-$(git -C "$project" describe --always --dirty).txt}
mkdir -p "$(dirname "$out")"
exec > >(tee "$out")
describe
start_database
start_servers
echo "POST /trivial/echo {\"roomID\":\"room1\",\"userID\":\"u1_1\"}" > "$work/trivial"
open_rooms 2000001 2001000 1 few
warm_up "$work/few.beats"
read -r _ before_rooms < <(memory)
open_rooms 1 "$rooms" 1 one
read -r resident live < <(memory)
printf 'resident with %d rooms: %d MB; live heap: %.1f MB, %.1f MB before they were opened\n' "$rooms" "$resident" "$live" "$before_rooms"
printf '%-22s %9s %8s %8s %8s %10s %7s\n' row req/s 'p50 ms' 'p99 ms' 'CPU us' trivial/s ratio

for wanted in $rows; do
  case $wanted in
    heartbeat) row heartbeat "$work/one.beats" ;;
    pushers)
      open_rooms 1000001 1000100 4 four
      row pushers "$work/four.looks" ;;
    list)
      # The last page there is, and the first.
      sed 's|get_pushers\(.*\) {.*|get_room_list\1 {"cnt":20,"index":0}|' "$work/one.looks" > "$work/first"
      sed "s|get_pushers\\(.*\\) {.*|get_room_list\\1 {\"cnt\":20,\"index\":$((rooms - 20))}|" "$work/one.looks" > "$work/last"
      row list-first "$work/first"
      row list-last "$work/last" ;;
    login-seen)
      FIRST=900001 LAST=900032 steps tickets.lua seen
      row login-seen "$work/seen.logins" ;;
    login-new) logins ;;
    life) life life 0 ;;
    life-20ms) life life-20ms 20 ;;
    *) die "no row $wanted" ;;
  esac
done
