# shellcheck shell=bash disable=SC2034,SC2154
# Part of bench/run.sh, growth.sh and soak.sh: sends requests, checks the answers, measures.

# Microseconds of CPU the servers have used.
cpu() {
  local fields server sum=0
  for server in "${servers[@]}"; do
    read -r -a fields < <(sed 's/.*) //' "/proc/$server/stat")
    sum=$((sum + (fields[11] + fields[12]) * 1000000 / $(getconf CLK_TCK)))
  done
  echo $sum
}

# Megabytes of memory the servers hold.
resident() {
  local server
  for server in "${servers[@]}"; do
    cat "/proc/$server/status"
  done | awk '/^VmRSS/ { sum += $2 } END { printf "%.1f\n", sum / 1024 }'
}

# Megabytes of heap that are in use in the servers after a collection.
live_heap() {
  local server
  for server in "${servers[@]}"; do
    "${jdk}jcmd" "$server" GC.class_histogram || die "no histogram of $server"
  done | awk '/^Total/ { sum += $3 } END { printf "%.3f\n", sum / 1048576 }'
}

# load SCRIPT CONNECTIONS THREADS SECONDS -> "rate cpu-us-per-one requests", of iterations where there are any. The
# connections are shared out among the nodes; names have the time in them, for in a --home of before rooms may be open
# that nobody deleted. Latencies go to files $LATENCIES.n, if that is set.
load() {
  local before after base n=0 pids=() pid mine=$(($3 / nodes)) said=$work/load.$BASHPID
  before=$(cpu)
  for base in "${bases[@]}"; do
    n=$((n + 1))
    LATENCIES=${LATENCIES:+$LATENCIES.$n} THREADS=$3 FIRST_THREAD=$((mine * (n - 1))) MARK=${MARK:-}_${begun_at}_$n \
      wrk -c $(($2 / nodes)) -t $mine -d "$4" --timeout 30s -s "$LUA/$1" "$base" > "$said.$n" 2>&1 &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || { cat "$said".* >&2; die "wrk failed"; }
  done
  after=$(cpu)
  awk -v cpu=$((after - before)) '/^RESULT/ { wrong += $4; requests += $2; one = $5 > 0 ? $5 : $2; all += one; rate += one / $3 }
    END {
      if (wrong > 0 || requests == 0) exit 1
      printf "%.0f %.0f %d\n", rate, cpu / all, requests
    }' "$said".* || { cat "$said".* >&2; die "wrong answers or none to $1"; }
  rm "$said".*
}

# steps SCRIPT NAME: runs a script to its end; each of its threads leaves files NAME.KIND.n, which become NAME.KIND.
steps() {
  local script=$1 files=$work/$2 threads=8 generator ended looked=0 part
  rm -f "$files".*
  # One connection for each thread. wrk has room for 10 file descriptors and 3 for each -c, the scripts' files among them,
  # and never connects again where there is none left.
  OUT=$files THREADS=$threads wrk -c $((threads * 2 - 1)) -t $threads -d 1h --timeout 30s -s "$LUA/$script" "${bases[0]}" > "$files.log" 2>&1 &
  generator=$!
  helpers+=("$generator")
  # wrk would go on sleeping when all of its threads have ended.
  until ended=("$files".ended.*) && ((${#ended[@]} == threads)); do
    if ((looked++ == 36000)) || ! kill -0 $generator 2> /dev/null || grep -qs '^wrong answer' "$files.log"; then
      kill $generator 2> /dev/null || true
      cat "$files.log" >&2
      die "$script did not end well"
    fi
    sleep 0.1
  done
  kill -INT $generator
  wait $generator
  unset 'helpers[-1]'
  grep -q '^RESULT [^ ]* [^ ]* 0 ' "$files.log" || { cat "$files.log" >&2; die "wrong answers to $script"; }
  rm "$files".ended.* "$files.log"
  for part in "$files".*.0; do
    cat "${part%.0}".[0-9]* > "${part%.0}"
    rm "${part%.0}".[0-9]*
  done
}

# How many rooms are open, and how many of them are those of one member.
open=0 single=0

# open_rooms FIRST LAST PUSHERS NAME: leaves the members' requests in NAME.beats and NAME.looks.
open_rooms() {
  FIRST=$1 LAST=$2 PUSHERS=$3 steps rooms.lua "$4"
  open=$((open + $2 - $1 + 1))
}

# add_rooms NUMBER: opens so many rooms of one member; one.beats and one.looks have the requests of all of these.
add_rooms() {
  open_rooms $((single + 1)) $((single + $1)) 1 more
  single=$((single + $1))
  cat "$work/more.beats" >> "$work/one.beats"
  cat "$work/more.looks" >> "$work/one.looks"
}

# grow NUMBER: opens rooms until there are so many. Says what memory they take.
grow() {
  local before after more=$(($1 - open))
  ((more > 0)) || die "there are $open rooms already"
  before=$(live_heap)
  add_rooms "$more"
  after=$(live_heap)
  awk -v n="$1" -v more="$more" -v resident="$(resident)" -v before="$before" -v after="$after" 'BEGIN {
    printf "resident with %d rooms: %.0f MB; live heap: %.1f MB, %.1f MB before the last %d were opened, %.2f KB for each\n",
      n, resident, after, before, more, (after - before) * 1024 / more }'
}

# warm_up NAME PAIRS: until the server's compiler has seen both applications for a while, figures rise from round to round,
# and not those of both alike.
warm_up() {
  echo 'POST /trivial/echo {"roomID":"room1","userID":"u1_1"}' > "$work/trivial"
  first_answers "$work/trivial" "$work/$1"
  local pair
  for ((pair = 0; pair < $2; pair++)); do
    REQUESTS=$work/trivial load repeat.lua "$connections" 2 $((seconds + 2)) > /dev/null
    REQUESTS=$work/$1 load repeat.lua "$connections" 2 $((seconds + 2)) > /dev/null
  done
}

# first_answers FILE...: sends the first request of each to each node, however long the answer takes.
first_answers() {
  local base file method path body
  for base in "${bases[@]}"; do
    for file; do
      read -r method path body < "$file"
      curl -fsS -m 120 -o "$work/answer" -X "$method" -H 'Content-Type: application/json' -d "$body" "$base$path" || die "no answer to $path"
    done
  done
}

# row NAME COMMAND...: rounds of the command, which calls load, alternate with those of the trivial application and, where
# there is another WAR, with its own; one more goes before to warm up. Prints a line.
row() {
  local name=$1 round ours theirs others=''
  shift
  rm -f "$work/$name".*
  for ((round = 0; round <= rounds; round++)); do
    theirs=$(REQUESTS=$work/trivial load repeat.lua "$connections" 2 "$seconds")
    ours=$(MARK=${name}_$round LATENCIES=$work/$name.latencies.$round "$@")
    [[ -z $against ]] || others=$(MARK=${name}_$round LATENCIES='' other "$@")
    if ((round)); then
      echo "$ours $theirs $others" >> "$work/$name.rounds"
    else
      rm "$work/$name.latencies".*
    fi
  done
  report "$name"
}

# requests NAME: what a row sends, the requests of a file in $work.
requests() {
  REQUESTS=$work/$1 load repeat.lua "$connections" 2 "$seconds"
}

# list NAME INDEX: a row whose requests are for 20 rooms from that one on.
list() {
  both looks_at_list "$2"
  row "$1" requests list
}

looks_at_list() {
  sed "s|get_pushers\\(.*\\) {.*|get_room_list\\1 {\"cnt\":20,\"index\":$1}|" "$work/one.looks" > "$work/list"
}

headings() {
  printf '%-27s %9s %8s %8s %9s %8s %8s %10s %7s\n' row req/s 'p50 ms' 'p99 ms' 'p99.9 ms' 'max ms' 'CPU us' trivial/s ratio
  [[ -z $against ]] || printf '%-27s %9s %8s %8s\n' '  against' req/s 'rate' 'CPU'
}

# Rates, CPU and ratios are the median of the rounds, latencies those of all requests of all rounds and nodes. Against
# another WAR: its rate, and how often its rate and its CPU ours are.
report() {
  local latencies
  latencies=$("${jdk}java" -cp "$histogram" "$here/Latencies.java" "$work/$1.latencies".*)
  awk -v name="$1" -v latencies="$latencies" '
    function median(a, n,  i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j] < a[j - 1]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
      return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
    }
    { n++; rate[n] = $1; cpu[n] = $2; theirs[n] = $4; ratio[n] = $1 / $4 }
    NF > 6 { other[n] = $7; faster[n] = $1 / $7; dearer[n] = $2 / $8 }
    END {
      split(latencies, l, " ")
      printf "%-27s %9.0f %8.1f %8.1f %9.1f %8.1f %8.0f %10.0f %7.3f\n", name, median(rate, n), l[1], l[2], l[3], l[4],
        median(cpu, n), median(theirs, n), median(ratio, n)
      if (n in other) printf "%-27s %9.0f %8.3f %8.3f\n", "  against", median(other, n), median(faster, n), median(dearer, n)
    }' "$work/$1.rounds"
}
