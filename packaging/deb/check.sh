#!/usr/bin/env bash
# Tries the package as a user would: installs it in a fresh Debian (debootstrap, in a folder of its own), masters, serves, purges.
# Needs root, debootstrap and the package of build.sh; nothing outside the folder changes.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.."

fail() { printf 'check.sh: %s\n' "$1" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail 'root is needed'
command -v debootstrap >/dev/null || fail 'debootstrap is needed: apt-get install debootstrap'
package=$(ls artifacts/lacquer_*_"$(dpkg --print-architecture)".deb 2>/dev/null | tail -n 1)
[ -n "$package" ] || fail 'there is no package; run packaging/deb/build.sh'
port=8439

root=$(mktemp -d)
chmod 755 "$root"
server=
clean() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    umount "$root/proc" 2>/dev/null || true
    rm -rf "$root"
}
trap clean EXIT

# The same Debian from the same place as this machine's.
release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
debootstrap --variant=minbase "$release" "$root" "$(apt-get indextargets --format '$(REPO_URI)' | head -n 1)" >/dev/null
rm -f "$root/etc/apt/sources.list"
cp -a /etc/apt/sources.list.d /etc/apt/apt.conf.d "$root/etc/apt/"
cp /etc/resolv.conf "$root/etc/"
mount -t proc proc "$root/proc"
cp "$package" "$root/tmp/lacquer.deb"
within=(chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive)
inside() { "${within[@]}" "$@"; }

inside apt-get update >/dev/null 2>&1
inside apt-get install -y --no-install-recommends /tmp/lacquer.deb >"$root/tmp/install.log" 2>&1 || fail "the package cannot be installed: $(tail -n 3 "$root/tmp/install.log")"
printf 'installed: %s\n' "$(inside lacquer --version)"

inside ffmpeg -v error -f lavfi -i 'anoisesrc=d=10:c=pink:a=0.1' -ac 2 /tmp/song.flac
inside lacquer master /tmp/song.flac -o /tmp/song.master.flac >/dev/null
[ -s "$root/tmp/song.master.flac" ] || fail 'nothing was mastered'
printf 'mastered: %s bytes\n' "$(stat -c %s "$root/tmp/song.master.flac")"

# Not by the function: the process to be ended must be this one, not a shell around it.
"${within[@]}" setpriv --reuid=lacquer --regid=lacquer --clear-groups --no-new-privs \
    env LACQUER_LISTEN=http://127.0.0.1:$port lacquer serve --config /etc/lacquer/lacquer.json >"$root/tmp/serve.log" 2>&1 &
server=$!
ready=
for _ in $(seq 60); do
    if curl -sf "http://localhost:$port/readyz" >/dev/null; then ready=yes; break; fi
    sleep 0.5
done
[ -n "$ready" ] || fail "the service does not answer: $(cat "$root/tmp/serve.log")"
curl -sf "http://localhost:$port/" | grep -q '<title>' || fail 'the studio page is missing'
upload=$(curl -sf --data-binary "@$root/tmp/song.flac" "http://localhost:$port/v1/uploads?name=song.flac" | sed 's/.*"id":"\(up_[^"]*\)".*/\1/')
job=$(curl -sf -H 'Content-Type: application/json' -d "{\"uploadId\":\"$upload\"}" "http://localhost:$port/v1/masters" | sed 's/.*"id":"\(job_[^"]*\)".*/\1/')
state=
for _ in $(seq 120); do
    state=$(curl -sf "http://localhost:$port/v1/jobs/$job" | sed 's/.*"state":"\([a-z]*\)".*/\1/')
    case $state in succeeded | failed) break ;; esac
    sleep 0.5
done
[ "$state" = succeeded ] || fail "the job ended as $state"
printf 'served: job %s, by user number %s\n' "$state" "$(ps -o uid= -p "$server" | tr -d ' ')"
kill -TERM "$server"
wait "$server" || fail 'the service did not stop well'
server=
[ -d "$root/var/lib/lacquer/objects" ] || fail 'nothing was stored where it should be'

inside apt-get purge -y lacquer >/dev/null 2>&1 || fail 'the package cannot be purged'
for left in /usr/lib/lacquer /usr/bin/lacquer /etc/lacquer /var/lib/lacquer; do
    [ ! -e "$root$left" ] || fail "$left is left over"
done
printf 'purged: nothing is left\n'
