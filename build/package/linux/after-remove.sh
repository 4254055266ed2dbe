#!/bin/sh
# After the files are gone: `postrm remove` and `postrm purge` for dpkg, %postun 0 for rpm. An upgrade is none of these.
set -e

case "$1" in
remove | purge | 0) ;;
*) exit 0 ;;
esac

profile='/etc/apparmor.d/basekeeper'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! { command -v ischroot >/dev/null && ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

# A purge has been a removal before.
[ "$1" != purge ] || exit 0
cat <<'END'
Basekeeper is removed. What it kept for each user stays, also after a purge:
  instances, backups, PocketBase versions   ~/.local/share/basekeeper
  settings and the list of instances        ~/.config/basekeeper
  output and logs                           ~/.local/state/basekeeper
Delete these folders if you need nothing in them, or install Basekeeper and go on with them.
END
