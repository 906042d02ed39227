// Memory for secrets: kept out of swap and core dumps, wiped when given back.
//
// Blocks are cut from 64 KiB slabs that are locked once (mlock) and excluded
// from core dumps (MADV_DONTDUMP), because a system call for each secret would
// cost 11 us. Locking is best effort: past RLIMIT_MEMLOCK the memory still
// works, is still excluded and still wiped; MemoryLockingWorks() tells.
// Slabs are never returned to the system; a block above 16 KiB is a mapping of
// its own. Threads: every function may be called from any thread.
#ifndef SCEAU_CRYPTO_LOCKED_MEMORY_H_
#define SCEAU_CRYPTO_LOCKED_MEMORY_H_

#include <cstddef>
#include <cstdint>

namespace sceau::crypto {

// `size` bytes of zeros, size > 0. Throws std::bad_alloc when there is no
// memory, as operator new does.
uint8_t* AllocateLocked(size_t size);

// Wipes the block and takes it back. `size` is the one it was allocated with.
void FreeLocked(uint8_t* block, size_t size) noexcept;

// False once any slab or mapping could not be locked.
bool MemoryLockingWorks();

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_LOCKED_MEMORY_H_
