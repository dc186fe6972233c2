// A computer whose calendar somebody sets and hurries: loaded into a program under test, it reads three numbers from the file
// named in CLOCK_SHIFT_FILE: how many seconds ahead the calendar is, how many times faster than life it runs, and since which
// second of the true one. The program's other clocks and its timers are as fast; its libraries measure true time, so that
// nobody times out on a network that is not hurried. Knows no program.
#define _GNU_SOURCE
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef long long nanoseconds;

static const nanoseconds second = 1000000000;
/// Timers are not hurried beyond this, so that ticks of a second cost little more than at life's pace.
static const nanoseconds least_wait = 100000000;

struct calendar {
    volatile long long ahead, rate, since;
};

static const struct calendar *calendar;
static nanoseconds start[CLOCK_BOOTTIME + 1];
static struct { char *from, *to; } program;
static int timer_clocks[4096];

static nanoseconds number(struct timespec time) { return time.tv_sec * second + time.tv_nsec; }

static struct timespec timespec(nanoseconds time) {
    return (struct timespec){.tv_sec = time / second, .tv_nsec = time % second};
}

static nanoseconds true_time(clockid_t clock) {
    struct timespec now = {0};
    syscall(SYS_clock_gettime, clock, &now);
    return number(now);
}

/// The program itself comes first.
static int find_program(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size, (void)unused;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        program.from = (char *)object->dlpi_addr + part->p_vaddr;
        program.to = program.from + part->p_memsz;
    }
    return 1;
}

__attribute__((constructor)) static void map_file(void) {
    const char *path = getenv("CLOCK_SHIFT_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof *calendar, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (page == MAP_FAILED) return;
    for (int clock = 0; clock <= CLOCK_BOOTTIME; clock++) start[clock] = true_time(clock);
    dl_iterate_phdr(find_program, NULL);
    calendar = page;
}

static nanoseconds hurried(clockid_t clock, nanoseconds time) {
    nanoseconds since = clock == CLOCK_REALTIME ? calendar->since * second : start[clock];
    return since + (time - since) * calendar->rate + (clock == CLOCK_REALTIME ? calendar->ahead * second : 0);
}

static int is_hurried(clockid_t clock) {
    return calendar && (clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    char *caller = __builtin_return_address(0);
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && is_hurried(clock) && (clock == CLOCK_REALTIME || (caller >= program.from && caller < program.to)))
        *now = timespec(hurried(clock, number(*now)));
    return result;
}

int timerfd_create(int clock, int flags) {
    int file = (int)syscall(SYS_timerfd_create, clock, flags);
    if (file >= 0 && file < 4096) timer_clocks[file] = clock;
    return file;
}

int timerfd_settime(int file, int flags, const struct itimerspec *new, struct itimerspec *old) {
    struct itimerspec set = *new;
    int clock = file < 4096 ? timer_clocks[file] : -1;
    if (is_hurried(clock) && (flags & TFD_TIMER_ABSTIME) && number(set.it_value) > 0) {
        nanoseconds now = true_time(clock), wait = number(set.it_value) - hurried(clock, now);
        nanoseconds least = wait < least_wait ? wait : least_wait;
        set.it_value = timespec(now + (wait < 0 ? 0 : wait / calendar->rate < least ? least : wait / calendar->rate));
    }
    return (int)syscall(SYS_timerfd_settime, file, flags, &set, old);
}
