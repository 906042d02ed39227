#include "server/runtime/thread_name.h"

#include <pthread.h>
#include <string>

namespace sceau {

void NameThisThread(absl::string_view name) {
  constexpr size_t kKernelBytes = 15;
  const std::string cut(name.substr(0, kKernelBytes));
  // Only fails for a name that is too long.
  (void)pthread_setname_np(pthread_self(), cut.c_str());
}

}  // namespace sceau
