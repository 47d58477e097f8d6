#!/usr/bin/env bash
# Measures RoomService on this machine: bench/run.sh --help
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
bench/run.sh [--server micro|wildfly] [--database h2|postgresql] [--nodes 1|2] [--rows LIST] [--rounds 3] [--seconds 6]
             [--rooms 1000,10000,100000] [--tickets 15000] [--home DIR] [--set KEY=VALUE ...] [--library JAR] [--jdk DIR] [--port 18600]
             [--out FILE] [--keep] [--against WAR]

Starts the built WAR and, in the same server, a trivial JAX-RS application; opens rooms; then sends each
row's requests in rounds that alternate with the trivial application's, and prints for each row requests a
second, CPU of the server for a request and the ratio to the trivial application in the same round (medians of
the rounds), and latencies of all requests. Any wrong answer ends the run.

  --rows     of: heartbeat pushers list login-seen login-new life life-20ms (all). A life is that of a room: create,
             add, 3 heartbeats, get_pushers, delete, by 16 users, with an IM service that answers at once or after 20 ms
  --rounds   rounds that count; one more goes before to warm up (3)
  --seconds  length of a round (6)
  --rooms    open live_rooms with one member each (and 100 of four from the row pushers on). The rows are those with the
             first number; then, for each further one, rooms are added until there are so many in all, and the last
             page of the list is a row (1000,10000,100000)
  --against  another build, in servers of its own, which take their rounds in turn with ours: a second line for each row
             has its requests a second, and ours and our CPU divided by its, in the same round (medians)
  --tickets  tickets never seen before for a round of login-new (15000)
END
  shared_options
}

rows="heartbeat pushers list login-seen login-new life life-20ms" sizes=(1000 10000 100000) tickets=15000
while (($#)); do
  option "$@"
  if ((!taken)); then
    taken=2
    case $1 in
      -h | --help) usage; exit 0 ;;
      --rows) rows=${2//,/ } ;;
      --rounds) rounds=$2 ;;
      --seconds) seconds=$2 ;;
      --rooms) IFS=, read -r -a sizes <<< "$2" ;;
      --tickets) tickets=$2 ;;
      --against) against=$(realpath "$2") ;;
      *) usage >&2; exit 2 ;;
    esac
  fi
  shift $taken
done
for wanted in $rows; do
  [[ $wanted =~ ^(heartbeat|pushers|list|login-seen|login-new|life|life-20ms)$ ]] || die "no row $wanted"
done

with_im=''

# life NAME DELAY: has no trivial counterpart of the same kind; the ratio is of one iteration to one trivial request.
life() {
  both start_im "$2"
  [[ -n $with_im ]] || both serve_with_im
  with_im=1
  row "$1" load life.lua 16 16 "$seconds"
}

serve_with_im() {
  local round
  stop_servers
  start_servers roomservice.im.enabled=true "roomservice.im.base-url=http://127.0.0.1:$((port + 50))"
  warm_up one.beats 2
  # Compiling all that a life needs takes more than two minutes.
  for round in {1..14}; do MARK=warm$round load life.lua 16 16 $((seconds + 4)) > /dev/null; done
}

serve_without_im() {
  stop_servers
  stop_im
  start_servers
  warm_up one.beats 4
}

# A login is counted once for each ticket, so each round needs tickets of its own.
new_logins() {
  local result sent
  FIRST=$((round * tickets + 1)) LAST=$(((round + 1) * tickets)) steps tickets.lua tickets
  result=$(requests tickets.logins)
  read -r _ _ sent <<< "$result"
  ((sent < tickets * 9 / 10)) || die "$tickets tickets are not enough: give --tickets"
  echo "$result"
}

begin_serving() {
  start_database
  start_servers
  add_rooms 50
  warm_up one.beats 10
}

begin .txt
printf '%d rounds of %d s after one to warm up\n' "$rounds" "$seconds"
both begin_serving
both grow "${sizes[0]}"
headings

for wanted in $rows; do
  case $wanted in
    heartbeat) row heartbeat requests one.beats ;;
    pushers)
      both open_rooms 1000001 1000100 4 four
      row pushers requests four.looks ;;
    list)
      list list-first 0
      list list-last $((open - 20)) ;;
    login-seen)
      FIRST=900001 LAST=900032 both steps tickets.lua seen
      # As long as the beats at the start: compiling what a login needs takes about a minute.
      for round in 1 2 3 4 5; do both requests seen.logins > /dev/null; done
      row login-seen requests seen.logins ;;
    login-new) row login-new new_logins ;;
    life) life life 0 ;;
    life-20ms) life life-20ms 20 ;;
  esac
done

if ((${#sizes[@]} > 1)) && [[ -n $with_im ]]; then
  both serve_without_im
fi
for size in "${sizes[@]:1}"; do
  both grow "$size"
  list "list-last-$size" $((open - 20))
done
