#!/usr/bin/env bash
# Measures how the cost of operations grows: bench/growth.sh --help
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
bench/growth.sh [--rooms 100,1000,10000,100000] [--pushers 4,50] [--quiet-only] [--memory-only] [--rounds 1] [--seconds 4]
                [--server micro|wildfly] [--database h2|postgresql] [--nodes 1|2] [--home DIR] [--set KEY=VALUE ...]
                [--jdk DIR] [--port 18600] [--out FILE] [--keep]

Measures heartbeat, get_pushers, the last page of the list (20 rooms), and create_room with destroy_room (one is both),
each as a row of bench/run.sh, with more and more rooms of one member (heartbeat-1000: with a thousand), with rooms of
more members (heartbeat-of-50), and at last, with all rooms, while checkpoints and sweeps happen every second, one
client fetches exports of everything one after the other, and another one searches five times, rests a second, and
searches again (...-busy).
Any wrong answer ends the run.

  --rooms       how many rooms are open, ascending (100,1000,10000,100000)
  --pushers     members of a room, 40 rooms of each, opened after the first number of rooms (4,50)
  --quiet-only  without the rows under background work
  --memory-only without any row: opens rooms and says what memory they take
  --rounds      rounds that count; one more goes before to warm up (1)
  --seconds     length of a round (4)

A journal of ten million lines: a short run with --database postgresql --home DIR makes a database with the schema.
Then, as postgres, src/test/sql/many-sessions.sql fills it (src/docs/search.md), and a run with the same --home measures:
  pg_ctl -D DIR/database -o '-p 18660 -k /tmp' -w start
  psql -h 127.0.0.1 -p 18660 -U roomservice -v sessions=2000000 -f src/test/sql/many-sessions.sql roomservice
  pg_ctl -D DIR/database -w stop

END
  shared_options
}

rounds=1 seconds=4 sizes=(100 1000 10000 100000) pushers=(4 50) busy=1 rows=1
while (($#)); do
  option "$@"
  if ((!taken)); then
    taken=2
    case $1 in
      -h | --help) usage; exit 0 ;;
      --rooms) IFS=, read -r -a sizes <<< "$2" ;;
      --pushers) IFS=, read -r -a pushers <<< "$2" ;;
      --quiet-only) busy='' taken=1 ;;
      --memory-only) busy='' rows='' pushers=() taken=1 ;;
      --rounds) rounds=$2 ;;
      --seconds) seconds=$2 ;;
      *) usage >&2; exit 2 ;;
    esac
  fi
  shift $taken
done

# measure WITH NAME: the four rows, by the members whose requests are in NAME.beats and NAME.looks.
measure() {
  [[ -n $rows ]] || return 0
  row "heartbeat-$1" requests "$2.beats"
  row "pushers-$1" requests "$2.looks"
  list "list-$1" $((open - 20))
  row "create-delete-$1" load churn.lua 16 16 "$seconds"
}

# ask NAME PATH: an auditor's request; what fails stands in background.failed.
ask() {
  local status
  status=$(curl -sS -m 600 -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $key" "${bases[0]}/api/v1/$2") || status="$? $status"
  if [[ $status == 200 ]]; then echo "$1" >> "$work/background.done"; else echo "$1: $status" >> "$work/background.failed"; fi
}

exports() {
  while [[ ! -e $work/enough ]]; do
    ask export audit/export
  done
}

searches() {
  local n=0
  while [[ ! -e $work/enough ]]; do
    n=$((n % 50 + 1))
    ask search "sessions?userID=u${n}_1"
    ask search "sessions?roomID=room$n"
    ask search 'sessions?state=closed&limit=100'
    ask search 'sessions?family=live_room&ip=127.0.0.1'
    ask search "access-log?userID=u${n}_1"
    sleep 1
  done
}

busy_rows() {
  local key
  stop_servers
  start_servers "${growing[@]}" roomservice.audit.checkpoint-interval=1s roomservice.sweep.interval=1s
  warm_up one.beats 6
  key=$(cat "$data/home/demo-api-key")
  touch "$work/background.done" "$work/background.failed"
  exports &
  helpers+=($!)
  searches &
  helpers+=($!)
  measure "$open-busy" one
  touch "$work/enough"
  printf 'in the background: %d exports and %d searches ended\n' "$(grep -c export "$work/background.done")" "$(grep -c search "$work/background.done")"
  [[ ! -s $work/background.failed ]] || die "in the background: $(sort "$work/background.failed" | uniq -c)"
}

growing=(roomservice.rooms.live-room.capacity=50)
begin -growth.txt
printf '%d rounds of %d s after one to warm up\n' "$rounds" "$seconds"
start_database
start_servers "${growing[@]}"
add_rooms 50
[[ -z $rows ]] || { warm_up one.beats 6; headings; }
for size in "${sizes[@]}"; do
  grow "$size"
  measure "$size" one
  for members in ${pushers[@]+"${pushers[@]}"}; do
    open_rooms $((members * 1000000 + 1)) $((members * 1000000 + 40)) "$members" "of$members"
    measure "of-$members" "of$members"
  done
  pushers=()
done
[[ -z $busy ]] || busy_rows
