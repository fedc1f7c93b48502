#!/usr/bin/env bash
# Everything: sets up what the tests need, checks the format, builds with warnings as errors, runs all tests.
# The last line is always "N passed, N failed".
set -uo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")" || exit 1

passed=0
failed=0
finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit
}
stop() {
    printf 'test.sh: %s\n' "$1" >&2
    failed=$((failed + 1))
    finish
}

command -v dotnet >/dev/null || stop 'the .NET 10 SDK is needed'

# What the tests need, once: ffmpeg for sounds; PostgreSQL, RabbitMQ, a server of the S3 protocol and
# Chromium, which the tests start themselves.
packages=()
command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null || packages+=(ffmpeg)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
compgen -G '/usr/lib/rabbitmq/lib/*/sbin/rabbitmq-server' >/dev/null || packages+=(rabbitmq-server)
[ -x /usr/bin/chromium ] || packages+=(chromium)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)
if [ ${#packages[@]} -gt 0 ]; then
    { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; } || stop "these are needed: apt-get install ${packages[*]}"
    # Installed, not started: the tests start their own on loopback.
    quiet=/usr/sbin/policy-rc.d
    [ -e "$quiet" ] && quiet= || { printf '#!/bin/sh\nexit 101\n' >"$quiet" && chmod +x "$quiet"; }
    apt-get update >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" >/dev/null
    installed=$?
    [ -z "$quiet" ] || rm -f "$quiet"
    [ "$installed" -eq 0 ] || stop "these could not be installed: ${packages[*]}"
fi
[ -d tests/s3/node_modules/s3rver ] || (cd tests/s3 && npm ci --no-fund --no-audit >/dev/null) || stop 'the packages of tests/s3 could not be installed'

# Real music: the folder that is named, one beside the checkout, or one small package of Debian's.
if [ -z "${LACQUER_TEST_MUSIC:-}" ] && [ -d ../shared/audio ]; then
    LACQUER_TEST_MUSIC=$(cd ../shared/audio && pwd)
fi
if [ -z "${LACQUER_TEST_MUSIC:-}" ]; then
    LACQUER_TEST_MUSIC=$PWD/artifacts/test-music
    if [ ! -d "$LACQUER_TEST_MUSIC" ]; then
        command -v apt-get >/dev/null || stop 'name a folder of music in LACQUER_TEST_MUSIC'
        [ "$(id -u)" != 0 ] || apt-get update >/dev/null
        package=$(mktemp -d)
        (cd "$package" && apt-get download singularity-music >/dev/null && dpkg-deb -x singularity-music_*.deb x) \
            || stop 'music for the tests could not be fetched; name a folder in LACQUER_TEST_MUSIC'
        mkdir -p "$LACQUER_TEST_MUSIC"
        # Three tracks are enough, and keep the run short. The tests' music has 44.1 kHz.
        find "$package/x" -name '*.ogg' -size +500k | LC_ALL=C sort | head -n 3 | while read -r track; do
            ffmpeg -v error -nostdin -i "$track" -ar 44100 -c:a pcm_s16le "$LACQUER_TEST_MUSIC/$(basename "${track%.*}").wav"
        done
        rm -rf "$package"
    fi
fi
export LACQUER_TEST_MUSIC

# The studio page first: types, unit tests, and the build that the program serves.
web_tests=$(mktemp)
# Not npm ci: it refuses a lock that leaves out other systems' optional packages, which not every registry serves.
(cd web && npm install --no-save) >/dev/null || stop 'what the studio page is built with could not be fetched'
(cd web && npm run check) || failed=$((failed + 1))
(cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$web_tests")
status=$?
p=$(node -p "JSON.parse(require('fs').readFileSync('$web_tests', 'utf8')).numPassedTests" 2>/dev/null)
f=$(node -p "JSON.parse(require('fs').readFileSync('$web_tests', 'utf8')).numFailedTests" 2>/dev/null)
passed=$((passed + ${p:-0}))
failed=$((failed + ${f:-0}))
if [ -z "$p" ] || { [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; }; then
    failed=$((failed + 1))
fi
rm -f "$web_tests"
(cd web && npm run build) || failed=$((failed + 1))

dotnet restore Lacquer.slnx || stop 'restore failed'
dotnet format Lacquer.slnx --verify-no-changes --no-restore || stop 'the format differs: run dotnet format Lacquer.slnx'
dotnet build Lacquer.slnx -c Release --no-restore || stop 'the build failed'

for project in tests/*.Tests; do
    log=$(mktemp)
    dotnet test "$project" -c Release --no-build 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    line=$(grep -E 'Failed: +[0-9]+, Passed: +[0-9]+' "$log" | tail -n 1)
    rm -f "$log"
    p=$(sed -nE 's/.*Passed: +([0-9]+).*/\1/p' <<<"$line")
    f=$(sed -nE 's/.*Failed: +([0-9]+).*/\1/p' <<<"$line")
    passed=$((passed + ${p:-0}))
    failed=$((failed + ${f:-0}))
    # A run that crashed or found no test counts as a failure, whatever it printed.
    if [ -z "$line" ] || { [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; }; then
        failed=$((failed + 1))
    fi
done
finish
