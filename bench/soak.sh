#!/usr/bin/env bash
# Looks whether memory or queues grow under lasting load: bench/soak.sh --help
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(dirname "$here")
# shellcheck source=options.sh
source "$here/options.sh"
# shellcheck source=servers.sh
source "$here/servers.sh"
# shellcheck source=load.sh
source "$here/load.sh"

usage() {
  cat <<'END'
bench/soak.sh [MINUTES] [--rooms 1000] [--every 10] [--server micro|wildfly] [--database h2|postgresql] [--nodes 1|2]
              [--home DIR] [--set KEY=VALUE ...] [--library JAR] [--jdk DIR] [--port 18600] [--out FILE] [--keep]

Sends lives of rooms (16 users, with an IM service that answers at once) and heartbeats (16 connections) as fast as they are
answered for so many minutes (30), and prints a line at every look: memory the servers hold, heap in use after a
collection (at the beginning, after each third and at the end), deliveries pending, lines of the access log that are not
written yet, chains that no checkpoint covers yet, requests and lives a second since the line before.

Ends with 1, and says why, if an answer was wrong, or if from the second third of the time to the last one
  - the median of the memory held rose by more than 3 %, or
  - the heap in use after a collection, at the end, is more than 10 % above that after the first third, or
  - the least of a queue in the last third is above its most in the second, and above 100.

  --rooms    open rooms that the heartbeats are for (1000)
  --every    seconds between two looks (10)
END
  shared_options
}

minutes=30 size=1000 every=10
while (($#)); do
  option "$@"
  if ((!taken)); then
    taken=2
    case $1 in
      -h | --help) usage; exit 0 ;;
      --rooms) size=$2 ;;
      --every) every=$2 ;;
      [1-9]*) minutes=$1 taken=1 ;;
      *) usage >&2; exit 2 ;;
    esac
  fi
  shift $taken
done
whole=$((minutes * 60))
((whole / every >= 6)) || die "there are to be 6 looks at least: give more MINUTES or a smaller --every"

# "PENDING WAITING UNCOVERED REQUESTS LIVES": queues, and how many there have been, of all nodes together.
meters() {
  local base
  for base in "${bases[@]}"; do
    curl -fsS -m 10 "$base/ops/metrics" || die "no metrics"
  done | awk '
    /^roomservice_deliveries_pending/ { pending += $2 }
    /^roomservice_access_log_waiting/ { waiting += $2 }
    /^roomservice_chains_uncovered/ { uncovered += $2 }
    /^roomservice_requests_total/ { requests += $2 }
    /^roomservice_requests_total.*delete_pusher/ { lives += $2 }
    END { printf "%d %d %d %.0f %.0f\n", pending, waiting, uncovered, requests, lives }'
}

# look [collect]: prints a line; with the heap in use only after a collection.
look() {
  local heap='' pending waiting uncovered requests lives took
  [[ -z ${1:-} ]] || heap=$(live_heap)
  read -r pending waiting uncovered requests lives <<< "$(meters)"
  took=$((SECONDS - looked))
  ((took > 0)) || took=1
  printf '%6d, %10s, %8s, %8d, %8d, %9d, %10d, %8d\n' $((SECONDS - begun)) "$(resident)" "$heap" "$pending" "$waiting" "$uncovered" \
    $(((requests - requests_before) / took)) $(((lives - lives_before) / took)) | tee -a "$work/looks"
  looked=$SECONDS requests_before=$requests lives_before=$lives
}

# The look after the load has ended counts for the heap only.
judge() {
  awk -F, -v whole="$whole" '
    function median(a, n,  i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j] < a[j - 1]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
      return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
    }
    function grown(what, from, to) { printf "%s grew: from %.1f to %.1f\n", what, from, to; bad = 1 }
    { if ($3 + 0) { heap = $3 + 0; if ($1 * 3 >= whole && !early) early = heap } }
    $1 * 3 >= whole && $1 * 3 < whole * 2 { middle[++m] = $2; for (q = 4; q <= 6; q++) if ($q > most[q]) most[q] = $q + 0 }
    $1 * 3 >= whole * 2 && $1 < whole { last[++l] = $2; for (q = 4; q <= 6; q++) if (!(q in least) || $q < least[q]) least[q] = $q + 0 }
    END {
      held = median(middle, m); holds = median(last, l)
      printf "resident: %.0f MB in the second third, %.0f MB in the last; live heap: %.1f MB after the first third, %.1f MB at the end\n",
        held, holds, early, heap
      if (holds > held * 1.03) grown("resident memory", held, holds)
      if (heap > early * 1.10) grown("live heap", early, heap)
      split("x x x deliveries access-log chains-uncovered", name, " ")
      for (q = 4; q <= 6; q++) if (least[q] > most[q] && least[q] > 100) grown(name[q], most[q], least[q])
      exit bad
    }' "$work/looks"
}

begin -soak.txt
printf '%d minutes, %d rooms\n' "$minutes" "$size"
start_database
start_im 0
# To count the heap stops the servers for a while, which must not look as if IM had failed.
start_servers roomservice.im.enabled=true roomservice.im.timeout=10s "roomservice.im.base-url=http://127.0.0.1:$((port + 50))"
add_rooms "$size"
warm_up one.beats 2

LATENCIES=$work/beats.latencies REQUESTS=$work/one.beats load repeat.lua 16 2 "$whole" > "$work/beats" &
helpers+=($!)
LATENCIES=$work/lives.latencies MARK=soak load life.lua 16 16 "$whole" > "$work/lives" &
helpers+=($!)
begun=$SECONDS looked=$SECONDS
read -r _ _ _ requests_before lives_before <<< "$(meters)"
printf '%6s, %10s, %8s, %8s, %8s, %9s, %10s, %8s\n' second resident live pending waiting uncovered requests/s lives/s
next=0 third=0
while ((SECONDS - begun < whole)); do
  for helper in "${helpers[@]}"; do
    kill -0 "$helper" 2> /dev/null || ((SECONDS - begun >= whole - 1)) || die "the load ended early"
  done
  ! grep -s '^wrong answer' "$work"/load.* || die "wrong answers"
  if (((SECONDS - begun) * 3 >= third * whole)); then
    look collect
    third=$((third + 1))
  else
    look
  fi
  until ((next > SECONDS - begun)); do next=$((next + every)); done
  while ((SECONDS - begun < next && SECONDS - begun < whole)); do sleep 0.2; done
done
for helper in "${helpers[@]}"; do
  wait "$helper" || die "the load failed"
done
helpers=()
look collect
for name in beats lives; do
  read -r rate _ < "$work/$name"
  # p50, p99, p99.9 and the longest
  printf '%s: %d a second; latencies in ms: %s\n' "$name" "$rate" "$("${jdk}java" -cp "$histogram" "$here/Latencies.java" "$work/$name.latencies".*)"
done
judge
