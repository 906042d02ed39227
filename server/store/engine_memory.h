// The engine's memory: every block that SQLite allocates, page cache included,
// comes from locked memory (crypto/locked_memory.h) and is wiped when freed.
//
// SQLCipher's own PRAGMA cipher_memory_security promises the same with two
// system calls and a pass of its random generator for each block, which took
// half of the writer's time; and unlocking a block there unlocks its
// neighbours.
#ifndef SCEAU_SERVER_STORE_ENGINE_MEMORY_H_
#define SCEAU_SERVER_STORE_ENGINE_MEMORY_H_

#include "absl/status/status.h"

namespace sceau {

// Installs it, once, before the engine does anything else in the process. Any
// thread. Errors: INTERNAL / INVARIANT_BROKEN (the engine was used before).
absl::Status InstallEngineMemory();

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_ENGINE_MEMORY_H_
