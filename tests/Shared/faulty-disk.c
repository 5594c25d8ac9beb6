// A disk that fails when it is told to: preload it into a process (LD_PRELOAD) and its writes, syncs, renames and their like fail.
// FAULTY_DISK names the control file. One line: CALL PART ERRNO NTH TIMES
//   CALL   write, fsync, rename, unlink, mkdir, truncate or open (creating); "any" for all of them
//   PART   only files whose path holds this text
//   ERRNO  the error (28 no space, 5 I/O error); 0 ends the process as kill -9 does
//   NTH    the first call that fails, counted from 1 since the line was written
//   TIMES  how many fail from then on; 0: all
// Each call that was made to fail adds a line to the file FAULTY_DISK.hits. A missing or empty control file: nothing fails.
#define _GNU_SOURCE
#include <alloca.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct timespec read_at;
static ino_t read_inode;
static char wanted_call[16], wanted_part[256];
static int wanted_errno, armed;
static long nth, times, seen;

// The calls below go to the kernel directly: they must not come back here.
static void read_control(void) {
    const char *path = getenv("FAULTY_DISK");
    struct stat now;
    if (!path || stat(path, &now) != 0 || now.st_size == 0) { armed = 0; return; }
    if (armed && now.st_ino == read_inode && now.st_mtim.tv_sec == read_at.tv_sec && now.st_mtim.tv_nsec == read_at.tv_nsec) return;
    char text[512];
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) { armed = 0; return; }
    long n = syscall(SYS_read, fd, text, sizeof text - 1);
    syscall(SYS_close, fd);
    text[n > 0 ? n : 0] = 0;
    armed = sscanf(text, "%15s %255s %d %ld %ld", wanted_call, wanted_part, &wanted_errno, &nth, &times) == 5;
    seen = 0;
    read_at = now.st_mtim;
    read_inode = now.st_ino;
}

static void note(const char *call, const char *path) {
    char line[PATH_MAX + 64], file[PATH_MAX];
    snprintf(file, sizeof file, "%s.hits", getenv("FAULTY_DISK"));
    int length = snprintf(line, sizeof line, "%s %ld %s\n", call, seen, path);
    long fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd >= 0) { syscall(SYS_write, fd, line, (size_t)length); syscall(SYS_close, fd); }
}

// Whether this call is to fail; errno is then set.
static int fails(const char *call, const char *path) {
    if (!path || !getenv("FAULTY_DISK")) return 0;
    int result = 0;
    pthread_mutex_lock(&lock);
    read_control();
    if (armed && (strcmp(wanted_call, call) == 0 || strcmp(wanted_call, "any") == 0) && strstr(path, wanted_part)) {
        seen++;
        if (seen >= nth && (times == 0 || seen < nth + times)) {
            note(call, path);
            if (wanted_errno == 0) kill(getpid(), SIGKILL);
            result = 1;
        }
    }
    pthread_mutex_unlock(&lock);
    if (result) errno = wanted_errno;
    return result;
}

static int fails_fd(const char *call, int fd) {
    if (!getenv("FAULTY_DISK")) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0 || path[0] != '/') return 0;
    path[n] = 0;
    return fails(call, path);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *b, size_t n) { REAL(write); return fails_fd("write", fd) ? -1 : real(fd, b, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { REAL(pwrite); return fails_fd("write", fd) ? -1 : real(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { REAL(pwrite64); return fails_fd("write", fd) ? -1 : real(fd, b, n, o); }
ssize_t writev(int fd, const struct iovec *v, int n) { REAL(writev); return fails_fd("write", fd) ? -1 : real(fd, v, n); }
int fsync(int fd) { REAL(fsync); return fails_fd("fsync", fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails_fd("fsync", fd) ? -1 : real(fd); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); return fails_fd("truncate", fd) ? -1 : real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return fails_fd("truncate", fd) ? -1 : real(fd, n); }
int rename(const char *a, const char *b) { REAL(rename); return fails("rename", b) ? -1 : real(a, b); }
int renameat(int x, const char *a, int y, const char *b) { REAL(renameat); return fails("rename", b) ? -1 : real(x, a, y, b); }
int renameat2(int x, const char *a, int y, const char *b, unsigned f) { REAL(renameat2); return fails("rename", b) ? -1 : real(x, a, y, b, f); }
int unlink(const char *p) { REAL(unlink); return fails("unlink", p) ? -1 : real(p); }
int unlinkat(int d, const char *p, int f) { REAL(unlinkat); return fails("unlink", p) ? -1 : real(d, p, f); }
int rmdir(const char *p) { REAL(rmdir); return fails("unlink", p) ? -1 : real(p); }
int mkdir(const char *p, mode_t m) { REAL(mkdir); return fails("mkdir", p) ? -1 : real(p, m); }

#define OPEN(name, ...) \
    mode_t mode = 0; \
    if (flags & O_CREAT) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); if (fails("open", p)) return -1; } \
    REAL(name); return real(__VA_ARGS__, flags, mode)
int open(const char *p, int flags, ...) { OPEN(open, p); }
int open64(const char *p, int flags, ...) { OPEN(open64, p); }
int openat(int d, const char *p, int flags, ...) { OPEN(openat, d, p); }
int openat64(int d, const char *p, int flags, ...) { OPEN(openat64, d, p); }

// A program that gives its children an environment of its own choosing takes the faulty disk to them all the same.
int execve(const char *program, char *const args[], char *const env[]) {
    REAL(execve);
    const char *disk = getenv("FAULTY_DISK"), *library = getenv("LD_PRELOAD");
    if (!disk || !library) return real(program, args, env);
    char first[PATH_MAX + 16], second[PATH_MAX + 16];
    snprintf(first, sizeof first, "FAULTY_DISK=%s", disk);
    snprintf(second, sizeof second, "LD_PRELOAD=%s", library);
    size_t n = 0;
    while (env[n]) n++;
    char **more = alloca((n + 3) * sizeof *more);
    memcpy(more, env, n * sizeof *more);
    more[n] = first;
    more[n + 1] = second;
    more[n + 2] = NULL;
    return real(program, args, more);
}

// The engine asks the kernel by number for the renames that libc of old did not have.
long syscall(long number, ...) {
    static long (*real)(long, ...);
    if (!real) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    va_list list;
    va_start(list, number);
    long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long), d = va_arg(list, long), e = va_arg(list, long), f = va_arg(list, long);
    va_end(list);
    if (number == SYS_renameat2 && fails("rename", (const char *)d)) return -1;
    return real(number, a, b, c, d, e, f);
}
