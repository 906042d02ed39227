// sceaud: the server. Closes the process to others, then runs one command.
#include <cstdlib>
#include <iostream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto/text/language.h"
#include "server/operator/command_line.h"
#include "server/rpc/wire_server.h"

namespace sceau {
namespace {

// Nothing of this process is written where another may read it: files it makes
// are its user's, it leaves no core, and no debugger of the same user attaches.
void HardenProcess() {
  umask(S_IRWXG | S_IRWXO);
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace
}  // namespace sceau

int main(int argc, char** argv) {
  // Before anything of gRPC runs: TLS 1.3 alone.
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread yet.
  setenv(sceau::kCipherSuitesVariable, sceau::kTls13Only, /*overwrite=*/1);
  // The one log is ours: gRPC's own would let strangers write it full. An
  // operator who looks for something sets the variable.
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread yet.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  sceau::HardenProcess();
  // NOLINTBEGIN(concurrency-mt-unsafe): no thread yet.
  const sceau::Language language = sceau::LanguageOf(
      getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"));
  // NOLINTEND(concurrency-mt-unsafe)
  return sceau::RunCommandLine({argv + 1, argv + argc},
                               {.out = std::cout,
                                .err = std::cerr,
                                .language = language,
                                .err_is_terminal = isatty(STDERR_FILENO) == 1});
}
