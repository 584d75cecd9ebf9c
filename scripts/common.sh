# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Shared by the scripts beside it (sourced, never run): where the project is, how to speak, how to build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n== %s\n' "$*"; }
stop() { # one clear sentence on standard error, then the end
    printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Two compilers side by side want about 1 GB each: never more jobs than the memory carries.
jobs() {
    local cpus memory
    cpus=$(nproc)
    memory=$(awk '/^MemTotal/ {print int($2 / 1048576)}' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo $((cpus < memory ? cpus : memory))
}

# build PRESET [TARGET...]: configures (a second when nothing changed) and builds.
build() {
    local preset=$1 log
    shift
    log=$(mktemp)
    if ! cmake --preset "$preset" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        stop "configuring preset $preset failed; the lines above say why."
    fi
    rm -f "$log"
    cmake --build "build/$preset" -j "$(jobs)" ${@:+--target "$@"} ||
        stop "building preset $preset failed; the first error above is the one to read."
}
