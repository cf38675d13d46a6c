# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the scripts share; sourced, never run. Sets `root` to the package's folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '==> %s\n' "$*" >&2; }

die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# install_packages NAME...: those of the Debian packages that are missing, after saying so.
install_packages() {
    local name missing=()
    if ! have dpkg-query; then
        say "This is not a Debian machine: it must already have what Debian calls $*"
        return
    fi
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    have apt-get || die "These Debian packages are missing: ${missing[*]}. There is no apt-get here to install them."
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || die "These Debian packages are missing: ${missing[*]}. Run this as root: apt-get install ${missing[*]}"
        as_root=(sudo)
        # Without a terminal sudo could only wait for a password that nobody types.
        if [ ! -t 0 ]; then
            sudo -n true 2>/dev/null ||
                die "These Debian packages are missing: ${missing[*]}. Run this first: sudo apt-get install ${missing[*]}"
        fi
    fi
    say "Installing the missing Debian packages: ${missing[*]}"
    # A package list from before may already do; only when it does not is a new one fetched.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" \
        >/dev/null 2>&1 && return
    "${as_root[@]}" apt-get update -q >&2 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
            "${missing[@]}" >&2 ||
        die "apt-get could not install ${missing[*]}; its own words are above."
}

# What the package is built from besides Swift: the headers and archives of the three picture libraries.
install_libraries() { install_packages libjpeg-dev libpng-dev zlib1g-dev pkg-config; }

# require_swift: a toolchain that can read Package.swift.
require_swift() {
    local version
    have swift || die "There is no swift here. Ridgeline needs Swift 6.2 or later: https://www.swift.org/install/linux/"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || die "swift --version says no version; Ridgeline needs Swift 6.2 or later."
    [ "$(printf '6.2\n%s\n' "$version" | sort -V | head -n 1)" = 6.2 ] ||
        die "Swift $version is too old; Ridgeline needs Swift 6.2 or later: https://www.swift.org/install/linux/"
}

# static_flags: the flags of `swift build` for an executable that needs no shared library, one a line; nothing where
# the toolchain or the picture libraries have no archives to link.
static_flags() {
    local resources archive
    resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    [ -e "${resources}_static/linux/static-executable-args.lnk" ] || return 0
    for archive in libpng.a libjpeg.a libz.a; do
        case $(cc -print-file-name=$archive 2>/dev/null || clang -print-file-name=$archive) in
        /*) ;;
        *) return 0 ;;
        esac
    done
    printf '%s\n' --static-swift-stdlib -Xswiftc -static-executable
}

# build_release: builds the executable and leaves its path in `ridgeline`.
build_release() {
    local flags
    mapfile -t flags < <(static_flags)
    [ ${#flags[@]} -gt 0 ] || say "No archives to link here: the executable will need this machine's shared libraries"
    say "Building ridgeline (a first build takes some minutes)"
    (cd "$root" && swift build -c release --product ridgeline "${flags[@]}") >&2
    ridgeline=$(cd "$root" && swift build -c release --product ridgeline "${flags[@]}" --show-bin-path)/ridgeline
}

# build_image NAME [REBUILD]: builds the container image of the package under a name, unless there is one and REBUILD is
# empty.
build_image() {
    [ -n "${2:-}" ] || ! docker image inspect "$1" >/dev/null 2>&1 || return 0
    say "Build the image $1"
    docker build --tag "$1" "$root"
}

# free_port: a port of this machine that nobody listens on.
free_port() {
    local port
    while :; do
        # Below the range from which Linux gives out ports by itself.
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# wait_until SECONDS COMMAND...: runs the command until it succeeds; fails when it has not within the time.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.2
    done
}
