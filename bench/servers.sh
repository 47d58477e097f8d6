# Part of bench/run.sh: starts and stops servers and the database, all below $work.

postgres=

# A PostgreSQL of this run's own, with the durability that it has by default.
start_database() {
  [[ $database == postgresql ]] || return 0
  local bin
  [[ -d /usr/lib/postgresql ]] || apt-get install -q -y postgresql > /dev/null || die "PostgreSQL is missing"
  bin=$(echo /usr/lib/postgresql/*/bin)
  bin=${bin##* }
  mkdir "$work/database"
  chmod 755 "$work"
  chown postgres "$work/database"
  su postgres -c "$bin/initdb -D '$work/database' -A trust -U roomservice -E UTF8 --locale=C" > "$work/database.log"
  su postgres -c "$bin/pg_ctl -D '$work/database' -w -l '$work/database/log' -o '-p $((port + 60)) -k /tmp' start" >> "$work/database.log"
  postgres=$bin
  "$bin/createdb" -h 127.0.0.1 -p $((port + 60)) -U roomservice roomservice
}

stop_database() {
  [[ -z $postgres ]] || su postgres -c "$postgres/pg_ctl -D '$work/database' -m fast stop" >> "$work/database.log" || true
}

# start_servers SETTING ...: as many as there are nodes, and waits until all are ready.
start_servers() {
  local node begun all=("$@") setting
  all+=(roomservice.rooms.live-room.heartbeat-timeout=1d roomservice.rooms.live-room.idle-timeout=1d)
  if [[ $database == postgresql ]]; then
    all+=("roomservice.db.url=jdbc:postgresql://127.0.0.1:$((port + 60))/roomservice?loginTimeout=3&socketTimeout=5&cancelSignalTimeout=2"
      roomservice.db.user=roomservice roomservice.db.password=none)
    [[ $kind == wildfly ]] || all+=(roomservice.db.class=org.postgresql.ds.PGSimpleDataSource)
  fi
  ((nodes == 1)) || all+=(roomservice.cluster.enabled=true)
  for setting in ${settings[@]+"${settings[@]}"}; do
    all+=("$setting")
  done
  servers=() bases=()
  begun=$(date +%s%N)
  for ((node = 1; node <= nodes; node++)); do
    ! (exec 3<> "/dev/tcp/127.0.0.1/$((port + node))") 2> /dev/null || die "port $((port + node)) is taken"
    "start_$kind" "$node" "${all[@]}"
    servers+=($!)
    bases+=("http://127.0.0.1:$((port + node))")
  done
  for ((node = 1; node <= nodes; node++)); do
    until curl -fs "${bases[node - 1]}/ops/health/ready" > /dev/null; do
      kill -0 "${servers[node - 1]}" 2> /dev/null || { tail -5 "$work/server$node.log" >&2; die "node $node did not start"; }
      sleep 0.2
    done
  done
  printf 'ready after %d ms\n' $((($(date +%s%N) - begun) / 1000000))
  [[ $kind == micro ]] || servers=("$(pgrep -f "java.*$work/wildfly1")")
}

start_micro() {
  local node=$1 setting options=()
  shift
  for setting; do
    options+=(--set "$setting")
  done
  "$project/payara/run.sh" --port $((port + node)) --name "node$node" --home "$work/home" "${options[@]}" \
    -- --deploy "$here/trivial/target/trivial.war" > "$work/server$node.log" 2>&1 &
}

# The settings come from the environment, as on any WildFly.
start_wildfly() {
  local version zip home=$work/wildfly$1 setting name driver=h2
  if [[ ! -d $home ]]; then
    version=$(sed -n 's|.*<wildfly.version>\(.*\)</wildfly.version>.*|\1|p' "$project/pom.xml")
    zip=$HOME/.m2/repository/org/wildfly/wildfly-dist/$version/wildfly-dist-$version.zip
    [[ -f $zip ]] || (cd "$project" && mvn -q -B dependency:get -Dtransitive=false -Dartifact="org.wildfly:wildfly-dist:$version:zip") >&2
    unzip -q "$zip" -d "$work/unpacked"
    mv "$work/unpacked/wildfly-$version" "$home"
    "$home/bin/jboss-cli.sh" --file="$project/payara/wildfly.cli" > "$work/wildfly.log"
    cp "$project/target/roomservice.war" "$here/trivial/target/trivial.war" "$home/standalone/deployments/"
    unzip -q -j "$project/target/roomservice.war" 'WEB-INF/lib/postgresql-*.jar' -d "$work/driver"
    cp "$work"/driver/postgresql-*.jar "$home/standalone/deployments/postgresql.jar"
  fi
  shift
  [[ $database == h2 ]] || driver=postgresql.jar
  (
    for setting; do
      name=${setting%%=*}
      name=${name//[.-]/_}
      export "${name^^}=${setting#*=}"
    done
    export ROOMSERVICE_HOME=$work/home ROOMSERVICE_DB_DRIVER=$driver ROOMSERVICE_CONTEXT_ROOT=/ LAUNCH_JBOSS_IN_BACKGROUND=true
    export JAVA_OPTS="-Xmx1g -Djava.net.preferIPv4Stack=true"
    exec "$home/bin/standalone.sh" "-Djboss.http.port=$((port + 1))"
  ) > "$work/server1.log" 2>&1 &
}

stop_servers() {
  local server
  for server in ${servers[@]+"${servers[@]}"}; do
    kill "$server" 2> /dev/null || true
  done
  wait ${servers[@]+"${servers[@]}"} 2> /dev/null || true
  servers=()
}
