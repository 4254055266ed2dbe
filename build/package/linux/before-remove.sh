#!/bin/sh
# Before the files go away: `prerm remove` for dpkg, %preun 0 for rpm. An upgrade leaves a running app alone.
set -e

case "$1" in
remove | 0) ;;
*) exit 0 ;;
esac

# The app itself; its helper processes are told by their type and end with it.
running_apps() {
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/exe" 2>/dev/null || true)" in
    '/opt/Basekeeper/basekeeper-app' | '/opt/Basekeeper/basekeeper-app (deleted)') ;;
    *) continue ;;
    esac
    tr '\0' '\n' <"$process/cmdline" 2>/dev/null | grep -q '^--type=' && continue
    echo "${process#/proc/}"
  done
}

apps=$(running_apps)
[ -n "$apps" ] || exit 0

# Asked to quit, it stops its instances in order, and on disk they stay what they are: to run, or in maintenance.
echo 'Basekeeper is running. It is asked to quit; its instances are stopped first.'
# shellcheck disable=SC2086 # one argument for each process
kill -TERM $apps 2>/dev/null || true
seconds=0
while [ -n "$(running_apps)" ]; do
  if [ "$seconds" -ge 20 ]; then
    echo 'Basekeeper has not quit. It goes on running, without its files. Quit it as soon as you can.'
    exit 0
  fi
  sleep 1
  seconds=$((seconds + 1))
done
