// The name under which a thread shows in top, gdb and the kernel's log.
#ifndef SCEAU_SERVER_RUNTIME_THREAD_NAME_H_
#define SCEAU_SERVER_RUNTIME_THREAD_NAME_H_

#include "absl/strings/string_view.h"

namespace sceau {

// Names the calling thread; the kernel keeps 15 bytes, the rest is cut.
void NameThisThread(absl::string_view name);

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_THREAD_NAME_H_
