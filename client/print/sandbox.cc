#include "client/print/sandbox.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

namespace sceau::print {
namespace {

constexpr rlim_t kCpuSeconds = 60;

// A call that answers EPERM instead of being made.
#define SCEAU_REFUSED(call)                                      \
  sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), \
      sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

bool RefuseCalls() {
  std::array filter = {
      sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                           offsetof(struct seccomp_data, nr)),
      SCEAU_REFUSED(__NR_socket),
      SCEAU_REFUSED(__NR_connect),
      SCEAU_REFUSED(__NR_execve),
      SCEAU_REFUSED(__NR_execveat),
      SCEAU_REFUSED(__NR_ptrace),
      sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program = {.len = static_cast<unsigned short>(filter.size()),
                              .filter = filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#undef SCEAU_REFUSED

}  // namespace

absl::Status CloseIn() {
  const rlimit nothing = {.rlim_cur = 0, .rlim_max = 0};
  const rlimit time = {.rlim_cur = kCpuSeconds, .rlim_max = kCpuSeconds};
  // A write beyond the limit fails instead of ending the process.
  if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR ||
      setrlimit(RLIMIT_FSIZE, &nothing) != 0 ||
      setrlimit(RLIMIT_CORE, &nothing) != 0 ||
      setrlimit(RLIMIT_CPU, &time) != 0 || !RefuseCalls()) {
    return absl::InternalError("the system does not close this program in");
  }
  return absl::OkStatus();
}

}  // namespace sceau::print
