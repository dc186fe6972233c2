# How captop is built, tried, tested and pictured. Every target works from a clean clone; what the system lacks is
# installed through apt-get, or named where there is none.

SHELL := /bin/bash
.NOTPARALLEL:
.PHONY: build release install demo test soak lint format manual screenshots clean packages packages-test packages-screenshots swift

SWIFT_PATHS := Package.swift Sources Tests $(wildcard Benchmarks)

# What is needed, as kind:name:Debian package. lib is asked of pkg-config, cmd of the shell, file of the file system.
PACKAGES := cmd:pkg-config:pkg-config cmd:g++:g++ lib:ncursesw:libncursesw5-dev lib:libcurl:libcurl4-openssl-dev \
	lib:simdjson:libsimdjson-dev lib:sqlite3:libsqlite3-dev lib:vterm:libvterm-dev
PACKAGES_TEST := cmd:python3:python3 cmd:sqlite3:sqlite3 cmd:curl:curl file:/usr/share/zoneinfo/Europe/Berlin:tzdata
PACKAGES_SCREENSHOTS := cmd:xterm:xterm cmd:Xvfb:xvfb cmd:xdotool:xdotool cmd:import:imagemagick \
	file:/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf:fonts-dejavu-core \
	file:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc:fonts-noto-cjk

build: packages swift
	swift build

release: packages swift
	swift build -c release --product captop

PREFIX ?= /usr/local
BINARY ?= .build/release/captop

# Program, manual page and completions, of what is built already: installing as root builds nothing as root.
install:
	@test -x $(BINARY) || { echo "there is no $(BINARY) yet: make release" >&2; exit 1; }
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/captop
	install -D -m 644 docs/man/captop.1 $(DESTDIR)$(PREFIX)/share/man/man1/captop.1
	install -D -m 644 completions/captop.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/captop
	install -D -m 644 completions/_captop $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_captop
	install -D -m 644 completions/captop.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/captop.fish

# A debug build: it takes a fraction of the release build's time and shares its work with `make test`.
demo: packages swift
	swift build --product captop
	.build/debug/captop demo

test: packages packages-test swift
	swift test

# The wall for REFRESHES refreshes, one a second, with everything going wrong by turns: 1920 are eight simulated hours.
REFRESHES := 1920
soak: packages packages-test swift
	swift build -c release --scratch-path .build-release --product captop
	swift build --product WallSoak
	.build/debug/WallSoak .build-release/release/captop $(REFRESHES)

lint: swift
	swift format lint --strict --recursive --parallel --configuration .swift-format $(SWIFT_PATHS)
	@find $(SWIFT_PATHS) -type f \( -name '*.swift' -o -name '*.h' -o -name '*.c' -o -name '*.cpp' \) -exec wc -l {} + \
	| awk '$$2 != "total" && $$1 > 400 { print $$2 ": " $$1 " lines, 400 are allowed"; found = 1 } END { exit found }' >&2

format: swift
	swift format --in-place --recursive --parallel --configuration .swift-format $(SWIFT_PATHS)

# The manual page and the completions, from the program's own help; a test keeps them current.
manual: packages swift
	swift build --product captop
	.build/debug/captop --experimental-dump-help | python3 docs/man/make_manual.py > docs/man/captop.1
	.build/debug/captop --generate-completion-script bash > completions/captop.bash
	.build/debug/captop --generate-completion-script zsh > completions/_captop
	.build/debug/captop --generate-completion-script fish > completions/captop.fish

screenshots: packages packages-screenshots swift
	bash screenshots/make-screenshots.sh

clean:
	rm -rf .build

packages:
	$(call ensure,$(PACKAGES))

packages-test:
	$(call ensure,$(PACKAGES_TEST))

packages-screenshots:
	$(call ensure,$(PACKAGES_SCREENSHOTS))

swift:
	@command -v swift > /dev/null || { \
		echo "captop needs Swift 6.2 or later; https://www.swift.org/install says how to install it." >&2; exit 1; }

# $(call ensure,LIST) installs what is missing of LIST, or says what is.
define ensure
@missing=; \
for need in $(1); do \
	IFS=: read -r kind name package <<< "$$need"; \
	case $$kind in \
	lib) pkg-config --exists "$$name" 2> /dev/null ;; \
	cmd) command -v "$$name" > /dev/null ;; \
	file) test -e "$$name" ;; \
	esac || missing="$$missing $$package"; \
done; \
test -n "$$missing" || exit 0; \
if ! command -v apt-get > /dev/null; then \
	echo "captop needs these packages, by their Debian names:$$missing. Please install them and run make again." >&2; \
	exit 1; \
fi; \
as_root=; \
if test "$$(id -u)" != 0; then as_root=sudo; fi; \
if test -n "$$as_root" && ! command -v sudo > /dev/null; then \
	echo "captop needs these packages, and only root may install them: apt-get install$$missing" >&2; \
	exit 1; \
fi; \
echo "installing:$$missing"; \
$$as_root apt-get update -q < /dev/null; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing < /dev/null
endef
