/**
 * A shell that reads what runs from its input, one line each, and does nothing until that input ends: then the app has
 * died, whatever it died of, and all that still runs is asked to end, and killed after ten seconds.
 *
 *   run <run id> <pid> <started at>    is there; pid 0: about to be started
 *   over <run id>                      has ended
 *
 * Nothing is signalled of which it is not certain that it is ours: a process that carries the run id in its environment
 * (Linux), or the group of a first process that has ended in this moment or whose start time is the one that was told.
 */
export const WATCHDOG_SCRIPT = `
trap '' HUP INT TERM QUIT TSTP
runs=
while read -r what run pid started; do
  kept=
  for one in $runs; do case $one in "$run:"*) ;; *) kept="$kept $one" ;; esac; done
  runs=$kept
  [ "$what" = run ] && runs="$runs $run:$pid:$started"
done
[ -n "$runs" ] || exit 0

started_at() {
  if [ -d /proc/self ]; then
    read -r line 2>/dev/null <"/proc/$1/stat" || return 0
    set -- \${line##*) }
    case $1 in Z | X) ;; *) echo "\${20}" ;; esac
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr ' ' '_'
  fi
}

members() {
  [ -d /proc/self ] && grep -lsF "BASEKEEPER_RUN=$1" /proc/[0-9]*/environ | cut -d / -f 3
}

ours=
for one in $runs; do
  rest=\${one#*:}
  pid=\${rest%%:*}
  now=$(started_at "$pid")
  # Until a moment ago its end would have been told, so nobody else can have its number yet: it may have ended just now.
  [ "$pid" != 0 ] && { [ -z "$now" ] || [ "$now" = "\${rest#*:}" ]; } && ours="$ours $pid"
done

send() {
  for pid in $ours; do
    # Once its first process has gone, a process with this number would be a stranger, and its group too.
    [ -n "$(started_at "$pid")" ] && [ "$2" = later ] && ! is_first "$pid" && continue
    kill -s "$1" -- "-$pid" 2>/dev/null
  done
  for one in $runs; do
    for pid in $(members "\${one%%:*}"); do kill -s "$1" "$pid" 2>/dev/null; done
  done
}

is_first() {
  for one in $runs; do
    rest=\${one#*:}
    [ "\${rest%%:*}" = "$1" ] && [ "$(started_at "$1")" = "\${rest#*:}" ] && return 0
  done
  return 1
}

is_over() {
  for pid in $ours; do kill -0 -- "-$pid" 2>/dev/null && return 1; done
  for one in $runs; do [ -n "$(members "\${one%%:*}")" ] && return 1; done
  return 0
}

send TERM first
send CONT first
looks=0
while [ $looks -lt 100 ]; do
  is_over && exit 0
  sleep 0.1 || exit 1
  looks=$((looks + 1))
done
send KILL later
`;
