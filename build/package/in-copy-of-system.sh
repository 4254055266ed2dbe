#!/bin/sh
# Runs a command on a system that may be changed at will: what it writes lands in a folder, on top of a system that stays as
# it is. Processes outside of it are out of sight. Root only.
#   in-copy-of-system.sh <folder for changes> <root of a system> <paths that are real, not a copy>... -- <command>...
set -e
work=$1 system=$2 here=$PWD
shift 2
if [ "$$" != 1 ]; then
  exec unshare --mount --pid --fork --kill-child -- "$0" "$work" "$system" "$@"
fi

root=$work/root
mkdir -p "$work/changes" "$work/work" "$root"
mount -t overlay overlay -o "lowerdir=$system,upperdir=$work/changes,workdir=$work/work" "$root"
for path in /sys /dev /tmp; do mount --rbind "$path" "$root$path"; done
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then
    mkdir -p "$root$1"
  else
    mkdir -p "$(dirname "$root$1")"
    [ -e "$root$1" ] || : >"$root$1"
  fi
  mount --rbind "$1" "$root$1"
  shift
done
shift
mount -t proc proc "$root/proc"
cd "$root"
mkdir -p .outside
pivot_root . .outside
cd /
umount --lazy /.outside
cd "$here"
# Not by exec: as process 1 this shell collects the processes whose parents have gone.
"$@"
