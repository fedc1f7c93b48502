#!/usr/bin/env bash
# Builds artifacts/lacquer_VERSION_ARCHITECTURE.deb: the program with its runtime, the studio page, a systemd unit and its configuration.
# Needs the .NET 10 SDK, nodejs, npm and dpkg-deb; no root.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.."

fail() { printf 'build.sh: %s\n' "$1" >&2; exit 1; }

for tool in dotnet npm dpkg-deb; do
    command -v "$tool" >/dev/null || fail "$tool is needed"
done
architecture=$(dpkg --print-architecture)
case $architecture in
    amd64) rid=linux-x64 ;;
    arm64) rid=linux-arm64 ;;
    *) fail "there is no runtime for $architecture" ;;
esac
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)

here=$PWD/packaging/deb
work=$PWD/artifacts/package
root=$work/root
rm -rf "$root"
mkdir -p "$work" "$root/usr/lib" "$root/usr/bin" "$root/usr/lib/systemd/system" "$root/etc/lacquer" "$root/usr/share/doc/lacquer" "$root/DEBIAN"

# The page first: it is part of the program's files.
[ -f src/Lacquer.Server/wwwroot/index.html ] || (cd web && npm install --no-save && npm run build) >"$work/page.log" 2>&1 \
    || fail "the page could not be built; the whole log is $work/page.log"

dotnet publish src/Lacquer.Cli -c Release -r "$rid" --self-contained true -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false \
    -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false --artifacts-path "$work/build" -o "$root/usr/lib/lacquer" --nologo >"$work/build.log" 2>&1 \
    || fail "the build failed; the whole log is $work/build.log"
find "$root/usr/lib/lacquer" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
chmod 755 "$root/usr/lib/lacquer/lacquer"
ln -s ../lib/lacquer/lacquer "$root/usr/bin/lacquer"

install -m 644 "$here/lacquer.service" "$here/lacquer-worker.service" "$root/usr/lib/systemd/system/"
install -m 640 "$here/lacquer.json" "$root/etc/lacquer/"
install -m 644 docs/operations.md CHANGELOG.md "$root/usr/share/doc/lacquer/"
install -m 644 "$here/copyright" "$root/usr/share/doc/lacquer/copyright"

sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$(du -sk "$root/usr" | cut -f1)/" "$here/control" >"$root/DEBIAN/control"
printf '/etc/lacquer/lacquer.json\n' >"$root/DEBIAN/conffiles"
install -m 755 "$here/postinst" "$here/prerm" "$here/postrm" "$root/DEBIAN/"

package=$PWD/artifacts/lacquer_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
printf '%s\n' "$package"
