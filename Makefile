# How captop is built, tried, tested and pictured. Every target works from a clean clone; what the system lacks is
# installed through apt-get, or named where there is none.

SHELL := /bin/bash
.NOTPARALLEL:
.PHONY: build release install demo test torture fuzz sanitize soak lint format manual screenshots bench bench-terminal bench-inside \
	bench-risk bench-doc clean packages packages-test packages-torture packages-screenshots packages-bench swift

SWIFT_PATHS := Package.swift Sources Tests $(wildcard Benchmarks)

# What is needed, as kind:name:Debian package. lib is asked of pkg-config, cmd of the shell, file of the file system.
PACKAGES := cmd:pkg-config:pkg-config cmd:g++:g++ lib:ncursesw:libncursesw5-dev lib:libcurl:libcurl4-openssl-dev \
	lib:simdjson:libsimdjson-dev lib:sqlite3:libsqlite3-dev lib:vterm:libvterm-dev
PACKAGES_TEST := cmd:python3:python3 cmd:sqlite3:sqlite3 cmd:curl:curl cmd:openssl:openssl file:/usr/share/zoneinfo/Europe/Berlin:tzdata
PACKAGES_TORTURE := cmd:tmux:tmux cmd:screen:screen
PACKAGES_SCREENSHOTS := cmd:xterm:xterm cmd:Xvfb:xvfb cmd:xdotool:xdotool cmd:import:imagemagick \
	file:/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf:fonts-dejavu-core \
	file:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc:fonts-noto-cjk
PACKAGES_BENCH := cmd:python3:python3 file:/usr/share/doc/python3-venv:python3-venv cmd:htop:htop cmd:btop:btop \
	cmd:strace:strace cmd:redis-server:redis-server cmd:sqlite3:sqlite3 lib:vterm:libvterm-dev

# Where measuring keeps its Python packages and what it found, and the release build that it measures.
BENCH := .build-bench
BENCH_BUILD := .build-release

build: packages swift
	swift build

# With Swift's own libraries inside: it starts in half the time and runs where there is no Swift.
RELEASE := -c release --static-swift-stdlib

release: packages swift
	swift build $(RELEASE) --product captop

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

# What is tested in the process, then what is tested on terminals, nine programs at once, which would leave the first no time
# to answer in. What failed is said again at the end, where it is found.
test: packages packages-test swift
	@mkdir -p .build
	@set -o pipefail; { swift test --skip EndToEnd && swift test --skip-build --filter EndToEnd; } 2>&1 \
	| tee .build/tests.log || { echo; echo "What failed:"; \
		awk '/^(◇|✔|✘)/ { fails = /^✘/ } fails || /error:/' .build/tests.log | cut -c1-400 | tail -n 100; exit 1; }

# The wall for REFRESHES refreshes, one a second, on a calendar that runs EACH times faster than life, with everything going
# wrong by turns: 1920 of 15 s are eight simulated hours, 7200 of 360 s a month.
REFRESHES := 1920
EACH := 15
soak: packages packages-test swift
	swift build $(RELEASE) --scratch-path $(BENCH_BUILD) --product captop
	swift build --product WallSoak
	@mkdir -p $(BENCH)
	@set -o pipefail; .build/debug/WallSoak $(BENCH_BUILD)/release/captop $(REFRESHES) $(EACH) | tee $(BENCH)/soak.txt

# What tries its luck, some thirty minutes long: faults, kills, hostile bytes, from seeds that a failure names. TIMES=4 for
# four times as many, SEED=1000 for others. `make test` has the first few of each. Those on a pseudo-terminal have a run of
# their own: they take the time in which the others measure how long a refresh takes.
TIMES ?= 1
SEED ?= 1
TORTURED = CAPTOP_TORTURE=$(TIMES) CAPTOP_TORTURE_SEED=$(SEED) swift test
torture: packages packages-test packages-torture swift
	$(TORTURED) --filter 'Torture|Killed|LostEvent|HostileData|SecretTests' --skip EndToEnd
	$(TORTURED) --filter 'EndToEnd.*(Torture|Killed|LostEvent|HostileData|SecretTests)'
	$(MAKE) fuzz SECONDS_EACH=$$((20 * $(TIMES)))

# Fuzz/README.md says what is fuzzed.
SECONDS_EACH ?= 60
fuzz: packages swift
	Fuzz/build.sh .build-fuzz
	Fuzz/run.sh .build-fuzz $(SECONDS_EACH)

# The suites under the address sanitizer, then under the thread sanitizer, each in three runs: those that try their luck with
# limits of time, and those on a pseudo-terminal, whose programs are under it too and leave their reports beside the build,
# would get no time to answer in beside the others. Two hours and a half. Left out are those that measure how quiet a program
# of ordinary speed is, the hundred thousand keys, the torture of terminals, the forecast's statistics, and where everything
# is slowest 2,500 caps. Swift keeps what lives as long as the process, which the leak check would report, and Foundation
# copies whole directory entries, longer than the kernel gave them.
ADDRESS := ASAN_OPTIONS=detect_leaks=0:replace_intrin=0:use_sigaltstack=0:suppressions=$(CURDIR)/Tests/Sanitizers/address.supp:log_path=$(CURDIR)/.build-asan/report \
	swift test --sanitize address --scratch-path .build-asan
THREAD := TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/thread.supp:log_path=$(CURDIR)/.build-tsan/report \
	swift test --sanitize thread --scratch-path .build-tsan
IN_PROCESS := --skip ForecastErrorTests --skip EndToEnd --skip Torture
BY_LUCK := --filter Torture --skip EndToEnd
ON_TERMINALS := --filter EndToEnd --skip QuietTests --skip LockedTests --skip EndToEnd.*Torture
sanitize: packages packages-test swift
	rm -f .build-asan/report.* .build-tsan/report.*
	$(ADDRESS) $(IN_PROCESS)
	$(ADDRESS) $(BY_LUCK)
	$(ADDRESS) $(ON_TERMINALS)
	$(THREAD) $(IN_PROCESS)
	$(THREAD) $(BY_LUCK)
	$(THREAD) $(ON_TERMINALS) --skip OnceAgreementTests
	@! ls .build-asan/report.* .build-tsan/report.* 2>/dev/null

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

# Every figure of docs/performance.md but the month on the wall, which is `make soak REFRESHES=7200 EACH=360`; on a quiet
# machine, half an hour with QUICK=1.
bench: bench-terminal
	$(MAKE) bench-inside

bench-terminal: packages packages-bench swift $(BENCH)/venv
	swift build $(RELEASE) --product captop --scratch-path $(BENCH_BUILD)
	python3 Benchmarks/Terminal/bench.py --captop $(BENCH_BUILD)/release/captop --python $(BENCH)/venv/bin/python \
		--output $(BENCH)/terminal.json $(if $(QUICK),--quick) $(if $(ONLY),--only '$(ONLY)')
	python3 Benchmarks/Terminal/report.py $(BENCH)/terminal.json

# The order of risk against what then happens, on a sandbox that lives 30 hours in six minutes.
bench-risk: packages packages-bench swift
	swift build $(RELEASE) --product captop --scratch-path $(BENCH_BUILD)
	python3 Benchmarks/RiskOrder/risk_order.py --captop $(BENCH_BUILD)/release/captop

# What is measured inside: decoding, the engine beside Redis, kills.
bench-inside: packages packages-bench swift
	for name in Decoding EngineDecisions; do \
		swift build $(RELEASE) --product $$name --scratch-path $(BENCH_BUILD) || exit 1; done
	mkdir -p $(BENCH)
	set -o pipefail; $(BENCH_BUILD)/release/Decoding $(if $(QUICK),100000 3) | tee $(BENCH)/inside.txt
	set -o pipefail; $(BENCH_BUILD)/release/EngineDecisions speed $(if $(QUICK),1) | tee -a $(BENCH)/inside.txt
	set -o pipefail; $(BENCH_BUILD)/release/EngineDecisions killed | tee -a $(BENCH)/inside.txt

# Puts what was measured last into docs/performance.md and its picture.
bench-doc:
	python3 Benchmarks/Terminal/report.py $(BENCH)/terminal.json --document docs/performance.md \
		--inside $(BENCH)/inside.txt --soak $(BENCH)/soak.txt
	python3 Benchmarks/Terminal/growth.py $(BENCH)/terminal.json screenshots/growth.svg

$(BENCH)/venv:
	python3 -m venv $@
	$@/bin/pip install --quiet rich textual || { rm -rf $@; exit 1; }

clean:
	rm -rf .build .build-fuzz .build-asan .build-tsan

packages:
	$(call ensure,$(PACKAGES))

packages-test:
	$(call ensure,$(PACKAGES_TEST))

packages-bench:
	$(call ensure,$(PACKAGES_BENCH))

packages-torture:
	$(call ensure,$(PACKAGES_TORTURE))

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
