// The walls around a program that only reads its input, draws and writes its
// output: no network, no other program, no file written, bounded time.
#ifndef SCEAU_CLIENT_PRINT_SANDBOX_H_
#define SCEAU_CLIENT_PRINT_SANDBOX_H_

#include "absl/status/status.h"

namespace sceau::print {

// Closes this process in, for good. Errors: INTERNAL (the system refused; the
// caller goes no further).
absl::Status CloseIn();

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_SANDBOX_H_
