#!/bin/sh
# After the files are in place: `postinst configure [old version]` for dpkg, %post with a count for rpm.
set -e

case "$1" in
abort-*) exit 0 ;;
esac

app='/opt/Basekeeper'
profile='/etc/apparmor.d/basekeeper'

# The sandbox is made of user namespaces. Where the kernel keeps those from ordinary users, Chromium has a helper that is
# allowed to do it for them; elsewhere the helper gets no more rights than any other file.
namespaces_allowed() {
  [ -e /proc/self/ns/user ] || return 1
  [ "$(cat /proc/sys/kernel/unprivileged_userns_clone 2>/dev/null || echo 1)" != 0 ] || return 1
  [ "$(cat /proc/sys/user/max_user_namespaces 2>/dev/null || echo 1)" != 0 ]
}
if namespaces_allowed; then
  chmod 0755 "$app/chrome-sandbox"
else
  chmod 4755 "$app/chrome-sandbox"
fi

# Ubuntu 23.10 and later allow user namespaces to programs with a profile only. An AppArmor that does not know this kind of
# profile does not restrict them either. In a chroot, such as an image that is being made, nothing is loaded.
if apparmor_status --enabled >/dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --skip-cache "$app/resources/apparmor-profile" >/dev/null 2>&1; then
  cp "$app/resources/apparmor-profile" "$profile"
  if ! { command -v ischroot >/dev/null && ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache "$profile" ||
      echo 'The AppArmor profile of Basekeeper could not be loaded. It will be after the next restart of the computer.'
  fi
fi

# Menus and icons are found by triggers of the system's own packages.

case "$1" in
configure) [ -n "$2" ] || exit 0 ;; # dpkg names the version before; without one this is the first installation.
1) exit 0 ;;                        # rpm counts what is installed now.
esac
for process in /proc/[0-9]*; do
  case "$(readlink "$process/exe" 2>/dev/null || true)" in
  "$app/basekeeper-app"*)
    echo 'Basekeeper is running and goes on with the version before; so do its instances.'
    echo 'The new version is there after you have quit and opened it.'
    break
    ;;
  esac
done
