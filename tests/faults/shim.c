// A preloaded library that counts every change made below one folder, and at the chosen one kills the process, says that the disk is full,
// or says that the drive fails; or it halts before each and half-way, so that the files can be copied as a kill would leave them; or it
// writes down all changes, for the replayer of power cuts. It sees what SQLite does as well as what Python does. Nothing happens until
// `shim_arm` is called; the kernel is asked directly, so no other library stands in between.
//
// One line of the log: op, lengths of two paths, offset, length of the content, the paths, the content.
//   C create  W write  T truncate to offset  S sync  R rename  U unlink  M mkdir  D rmdir  L link  H times  A what the life said
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WATCH, KILL, FULL, FAULT, HALT };

static char root[PATH_MAX];
static size_t root_length;
static int mode, half, log_fd = -1, logging, ask_fd = -1, go_fd = -1;
static long at, counted, writes;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

struct entry { char op; uint32_t first, second; uint64_t offset, length; } __attribute__((packed));

static void note(char op, const char *first, const char *second, uint64_t offset, const void *content, uint64_t length) {
    if (log_fd < 0 || (!logging && op != 'A')) return;
    struct entry head = {op, first ? strlen(first) : 0, second ? strlen(second) : 0, offset, content ? length : 0};
    struct iovec parts[4] = {{&head, sizeof head}, {(void *)first, head.first}, {(void *)second, head.second}, {(void *)content, head.length}};
    syscall(SYS_writev, log_fd, parts, 4);
}

void shim_arm(const char *folder, int how, long when, int by_half, int log, int log_changes) {
    strncpy(root, folder, PATH_MAX - 1);
    mode = how; at = when; half = by_half; log_fd = log; logging = log_changes; counted = writes = 0;
    root_length = strlen(root);
}
void shim_halting(int ask, int go) { ask_fd = ask; go_fd = go; }
void shim_calm(void) { mode = WATCH; }
void shim_disarm(void) { root_length = 0; mode = WATCH; }
long shim_counted(void) { return counted; }
void shim_say(const char *said, long length) { note('A', NULL, NULL, 0, said, length); }

static int below(const char *path) {
    return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}
static int path_of(int fd, char *path) {
    char link[40];
    if (!root_length || fd < 3 || fd == log_fd || fd == ask_fd) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}
static const char *joined(int folder, const char *name, char *path) {
    if (!root_length || !name || name[0] == '/' || folder == AT_FDCWD || !path_of(folder, path)) return name;
    size_t length = strlen(path);
    snprintf(path + length, PATH_MAX - length, "/%s", name);
    return path;
}
static void halt(long by_half) {
    long where[2] = {counted, by_half};
    char go;
    if (syscall(SYS_write, ask_fd, where, sizeof where) != sizeof where || syscall(SYS_read, go_fd, &go, 1) != 1) mode = WATCH;
}
static void die(void) { syscall(SYS_kill, syscall(SYS_getpid), SIGKILL); for (;;) pause(); }

// What is to happen to the change that is about to be made: 0 let it be made, 1 half of it, -1 nothing of it (errno is set).
static int gate(char op) {
    counted++;
    if (op == 'W') writes++;
    if (mode == HALT) halt(0);
    if (mode == KILL && counted == at) {
        if (half && op == 'W') return 1;
        die();
    }
    if (mode == FULL && counted >= at && strchr("CWMLRT", op)) {
        if (half && op == 'W' && counted == at) return 1;
        errno = ENOSPC;
        return -1;
    }
    if (mode == FAULT && (counted == at || (half && counted > at))) { errno = EIO; return -1; }
    return 0;
}
#define CHANGE(op, path, other, offset, content, length, call) \
    pthread_mutex_lock(&lock); \
    long result = -1; \
    if (gate(op) == 0) { \
        result = (call); \
        if (result >= 0) note(op, path, other, offset, content, length); \
        else counted--;  /* it failed by itself, so it was no change */ \
    } \
    int kept = errno; pthread_mutex_unlock(&lock); errno = kept; \
    return result;

static ssize_t writing(int fd, const char *path, const void *content, size_t length, off_t offset, int placed) {
    pthread_mutex_lock(&lock);
    int told = gate('W');
    ssize_t result = -1;
    if (told >= 0) {
        size_t part = told ? length / 2 : length;
        if (mode == HALT && !(fcntl(fd, F_GETFL) & O_APPEND)) {
            syscall(SYS_pwrite64, fd, content, length / 2, offset);
            halt(1);
        }
        result = placed ? syscall(SYS_pwrite64, fd, content, part, offset) : syscall(SYS_write, fd, content, part);
        if (result > 0) note('W', path, NULL, offset, content, result);
        if (told && mode == KILL) die();
        if (told && result == 0) { errno = ENOSPC; result = -1; }
    }
    int kept = errno; pthread_mutex_unlock(&lock); errno = kept;
    return result;
}
ssize_t write(int fd, const void *content, size_t length) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_write, fd, content, length);
    struct stat status;
    off_t offset = lseek(fd, 0, SEEK_CUR);
    if ((fcntl(fd, F_GETFL) & O_APPEND) && !fstat(fd, &status)) offset = status.st_size;
    return writing(fd, path, content, length, offset, 0);
}
ssize_t pwrite64(int fd, const void *content, size_t length, off64_t offset) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_pwrite64, fd, content, length, offset);
    return writing(fd, path, content, length, offset, 1);
}
ssize_t pwrite(int fd, const void *content, size_t length, off_t offset) { return pwrite64(fd, content, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_writev, fd, parts, count);
    ssize_t total = 0;
    for (int i = 0; i < count; i++) {
        ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (done < 0) return total ? total : -1;
        total += done;
        if ((size_t)done < parts[i].iov_len) break;
    }
    return total;
}

static int syncing(int fd, long call) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(call, fd);
    // The files lie in memory: what a power cut would leave is the replayer's business.
    CHANGE('S', path, NULL, 0, NULL, 0, 0)
}
int fsync(int fd) { return syncing(fd, SYS_fsync); }
int fdatasync(int fd) { return syncing(fd, SYS_fdatasync); }

int ftruncate64(int fd, off64_t length) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_ftruncate, fd, length);
    struct stat status;
    if (mode == FULL && !fstat(fd, &status) && length <= status.st_size) {  // a full disk shortens files all the same
        counted++;
        int result = syscall(SYS_ftruncate, fd, length);
        if (!result) note('T', path, NULL, length, NULL, 0);
        return result;
    }
    CHANGE('T', path, NULL, length, NULL, 0, syscall(SYS_ftruncate, fd, length))
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int renameat(int folder, const char *name, int to_folder, const char *to_name) {
    char one[PATH_MAX], other[PATH_MAX];
    const char *path = joined(folder, name, one), *to = joined(to_folder, to_name, other);
    if (!below(path) && !below(to)) return syscall(SYS_renameat, folder, name, to_folder, to_name);
    CHANGE('R', path, to, 0, NULL, 0, syscall(SYS_renameat, folder, name, to_folder, to_name))
}
int rename(const char *path, const char *to) { return renameat(AT_FDCWD, path, AT_FDCWD, to); }
int renameat2(int folder, const char *name, int to_folder, const char *to_name, unsigned flags) {
    if (!flags) return renameat(folder, name, to_folder, to_name);
    return syscall(SYS_renameat2, folder, name, to_folder, to_name, flags);
}

int unlinkat(int folder, const char *name, int flags) {
    char one[PATH_MAX];
    const char *path = joined(folder, name, one);
    struct stat status;
    // Removing what is not there changes nothing.
    if (!below(path) || lstat(path, &status)) return syscall(SYS_unlinkat, folder, name, flags);
    CHANGE((flags & AT_REMOVEDIR) ? 'D' : 'U', path, NULL, 0, NULL, 0, syscall(SYS_unlinkat, folder, name, flags))
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *name, mode_t bits) {
    char one[PATH_MAX];
    const char *path = joined(folder, name, one);
    struct stat status;
    // Asking for a folder that is there changes nothing.
    if (!below(path) || !stat(path, &status)) return syscall(SYS_mkdirat, folder, name, bits);
    CHANGE('M', path, NULL, 0, NULL, 0, syscall(SYS_mkdirat, folder, name, bits))
}
int mkdir(const char *path, mode_t bits) { return mkdirat(AT_FDCWD, path, bits); }

int linkat(int folder, const char *name, int to_folder, const char *to_name, int flags) {
    char one[PATH_MAX], other[PATH_MAX];
    const char *path = joined(folder, name, one), *to = joined(to_folder, to_name, other);
    if (!below(to)) return syscall(SYS_linkat, folder, name, to_folder, to_name, flags);
    CHANGE('L', path, to, 0, NULL, 0, syscall(SYS_linkat, folder, name, to_folder, to_name, flags))
}
int link(const char *path, const char *to) { return linkat(AT_FDCWD, path, AT_FDCWD, to, 0); }

int utimensat(int folder, const char *name, const struct timespec times[2], int flags) {
    char one[PATH_MAX];
    const char *path = joined(folder, name, one);
    if (!below(path)) return syscall(SYS_utimensat, folder, name, times, flags);
    CHANGE('H', path, NULL, 0, NULL, 0, syscall(SYS_utimensat, folder, name, times, flags))
}

// Copies made inside the kernel would pass us by: callers fall back to reading and writing.
ssize_t sendfile64(int out, int in, off64_t *offset, size_t count) {
    char path[PATH_MAX];
    if (path_of(out, path)) { errno = ENOSYS; return -1; }
    return syscall(SYS_sendfile, out, in, offset, count);
}
ssize_t sendfile(int out, int in, off_t *offset, size_t count) { return sendfile64(out, in, offset, count); }
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    char path[PATH_MAX];
    if (path_of(out, path)) { errno = ENOSYS; return -1; }
    return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
}

static int opening(int folder, const char *name, int flags, mode_t bits) {
    char one[PATH_MAX];
    const char *path = joined(folder, name, one);
    if (!(flags & (O_CREAT | O_TRUNC)) || !below(path)) return syscall(SYS_openat, folder, name, flags, bits);
    struct stat status;
    int there = !stat(path, &status);
    int changes = there ? (flags & O_TRUNC) && status.st_size && !(flags & O_EXCL) : flags & O_CREAT;
    if (!changes) return syscall(SYS_openat, folder, name, flags, bits);
    CHANGE(there ? 'T' : 'C', path, NULL, 0, NULL, 0, syscall(SYS_openat, folder, name, flags, bits))
}
#define BITS mode_t bits = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); bits = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { BITS return opening(AT_FDCWD, path, flags, bits); }
int open64(const char *path, int flags, ...) { BITS return opening(AT_FDCWD, path, flags, bits); }
int openat(int folder, const char *path, int flags, ...) { BITS return opening(folder, path, flags, bits); }
int openat64(int folder, const char *path, int flags, ...) { BITS return opening(folder, path, flags, bits); }
