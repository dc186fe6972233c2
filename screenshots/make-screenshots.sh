#!/usr/bin/env bash
# Pictures of the real binary in a real terminal emulator: xterm on a virtual X server, the sandbox on a fixed seed and
# a fixed clock. `make screenshots` runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

swift build --quiet --product captop
captop=$PWD/.build/debug/captop

home=$(mktemp -d)
export DISPLAY=:$((RANDOM % 400 + 100))
Xvfb "$DISPLAY" -screen 0 2200x1200x24 -nolisten tcp > "$home/xvfb.log" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true; rm -rf "$home"' EXIT
until xdotool getmouselocation > /dev/null 2>&1; do kill -0 "$server" && sleep 0.1; done

# [warm=SECONDS] picture NAME COLUMNSxROWS BACKGROUND FOREGROUND LOCALE KEYS [ARGUMENT...]
picture() {
    local name=$1 size=$2 background=$3 foreground=$4 locale=$5 keys=$6
    shift 6
    # What an earlier picture has left of its history would change what is expected in this one.
    rm -rf "$home/.local"
    xterm -class "captop-$name" -geometry "$size+0+0" -bg "$background" -fg "$foreground" -b 4 +sb \
        -fa 'DejaVu Sans Mono' -fd 'Noto Sans Mono CJK JP' -fs 10 -en UTF-8 -xrm '*allowSendEvents: true' \
        -e env LC_ALL="$locale" TERM=xterm-256color HOME="$home" \
        "$captop" demo --start 2026-03-10T20:20:41Z "$@" &
    local terminal=$! window
    sleep "${warm:-6}"
    window=$(xdotool search --class "captop-$name" | head -n 1)
    for key in $keys; do
        # Without a window manager nothing has the focus, and xdotool complains of that at each key.
        xdotool key --window "$window" "$key" 2> /dev/null
        sleep 0.2
    done
    sleep 1
    import -window "$window" "screenshots/$name.png"
    kill "$terminal"
    wait "$terminal" 2> /dev/null || true
    echo "screenshots/$name.png"
}

picture dark 120x36 black white C.UTF-8 "Down Down Down"
picture light 120x36 white black C.UTF-8 "Down Down Down" --theme light
picture mono 120x36 black white C.UTF-8 "Down Down Down" --theme mono
picture ascii 120x36 black white C "Down Down Down"
picture 80x24 80x24 black white C.UTF-8 "Down Down Down"
picture 200x50 200x50 black white C.UTF-8 "Down Down Down"
picture narrow 60x20 black white C.UTF-8 "Down Down Down"
picture filter 120x36 black white C.UTF-8 "slash c o n v space d a y"
picture affiliate 120x36 black white C.UTF-8 "Tab Tab Down Down Down Down"
picture help 120x36 black white C.UTF-8 "question"
picture edit 120x36 black white C.UTF-8 "Down Down Down plus"
picture confirm 120x36 black white C.UTF-8 "Down Down Down plus Return"
picture bulk 120x36 black white C.UTF-8 "slash c u s t o m Return M plus"
picture create 120x36 black white C.UTF-8 "n n o r"
picture payouts 120x36 black white C.UTF-8 "P Down"
picture commissions 120x36 black white C.UTF-8 "C Down"
picture tiers 120x36 black white C.UTF-8 "T"
picture contrast 120x36 black white C.UTF-8 "Down Down Down" --theme contrast
picture wall 120x36 black white C.UTF-8 "" --wall
picture wall-light 120x36 white black C.UTF-8 "" --wall --theme light
picture wall-80x24 80x24 black white C.UTF-8 "" --wall
picture wall-200x50 200x50 black white C.UTF-8 "" --wall
picture colorblind 120x36 black white C.UTF-8 "Down Down Down" --theme colorblind
picture alerts 120x36 black white C.UTF-8 "exclam"
picture mistake 120x36 black white C.UTF-8 "slash u t i l space greater equal space h i g h"
picture command 120x36 black white C.UTF-8 "colon s o r t space"
# What has a past must have run for a while.
warm=30 picture chart 120x36 black white C.UTF-8 "slash l e a d space h o u r Return Down Down Down c" --speed 60
warm=30 picture past 120x36 black white C.UTF-8 "comma comma comma comma comma" --speed 60
warm=30 picture trends 200x50 black white C.UTF-8 "Down Down Down Down Down" --speed 60
