#include "crypto/locked_memory.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <mutex>
#include <new>
#include <sys/mman.h>

#include "openssl/crypto.h"

namespace sceau::crypto {
namespace {

constexpr size_t kSlabBytes = size_t{64} * 1024;
constexpr size_t kSmallestBlockBytes = 32;
constexpr size_t kLargestBlockBytes = size_t{16} * 1024;
// Four sizes a doubling, so that a block is at most a quarter too large.
constexpr size_t kSteps = 4;
constexpr size_t kClasses =
    kSteps * (std::bit_width(kLargestBlockBytes / kSmallestBlockBytes) - 1) + 1;

constexpr size_t BlockBytes(size_t index) {
  constexpr size_t kStepBytes = kSmallestBlockBytes / kSteps;
  return (kSmallestBlockBytes + index % kSteps * kStepBytes)
         << (index / kSteps);
}

// The smallest class whose blocks hold `size` bytes.
constexpr size_t ClassOf(size_t size) {
  if (size <= kSmallestBlockBytes) return 0;
  constexpr auto kSmallestWidth =
      static_cast<size_t>(std::bit_width(kSmallestBlockBytes));
  const auto width = static_cast<size_t>(std::bit_width(size - 1));
  const size_t below = size_t{1} << (width - 1);
  const size_t step = below / kSteps;
  return (width - kSmallestWidth) * kSteps + (size - below + step - 1) / step;
}
static_assert(BlockBytes(ClassOf(kSmallestBlockBytes)) == kSmallestBlockBytes);
static_assert(BlockBytes(ClassOf(kSmallestBlockBytes + 1)) == 40);
static_assert(BlockBytes(ClassOf(4'400)) == 5'120);
static_assert(ClassOf(kLargestBlockBytes) == kClasses - 1);
static_assert(BlockBytes(kClasses - 1) == kLargestBlockBytes);

std::atomic<bool> locking_works{true};

uint8_t* MapLocked(size_t size) {
  void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  if (mlock(memory, size) != 0) locking_works.store(false);
  // Fails only on kernels without it; there is nothing better to do then.
  (void)madvise(memory, size, MADV_DONTDUMP);
  return static_cast<uint8_t*>(memory);
}

// Free blocks of one size, chained through their first word. All other bytes
// of a free block are zero, so that allocation has one word to clear.
class BlockClass {
 public:
  uint8_t* Take(size_t block_bytes) {
    const std::lock_guard lock(mu_);
    if (free_ == nullptr) Refill(block_bytes);
    uint8_t* const block = free_;
    free_ = Next(block);
    std::memset(block, 0, kLinkBytes);
    return block;
  }

  void Give(uint8_t* block) {
    const std::lock_guard lock(mu_);
    Link(block);
  }

 private:
  static constexpr size_t kLinkBytes = sizeof(uint8_t*);

  static uint8_t* Next(const uint8_t* block) {
    uint8_t* next = nullptr;
    std::memcpy(&next, block, kLinkBytes);
    return next;
  }

  void Link(uint8_t* block) {
    std::memcpy(block, &free_, kLinkBytes);
    free_ = block;
  }

  void Refill(size_t block_bytes) {
    uint8_t* const slab = MapLocked(kSlabBytes);
    for (size_t at = 0; at + block_bytes <= kSlabBytes; at += block_bytes) {
      Link(slab + at);
    }
  }

  std::mutex mu_;
  uint8_t* free_ = nullptr;  // Guarded by mu_.
};

BlockClass& ClassAt(size_t index) {
  // Never destroyed: a secret of static lifetime may outlive this file.
  static auto& classes = *new std::array<BlockClass, kClasses>;
  return classes[index];
}

}  // namespace

uint8_t* AllocateLocked(size_t size) {
  if (size > kLargestBlockBytes) return MapLocked(size);
  const size_t index = ClassOf(size);
  return ClassAt(index).Take(BlockBytes(index));
}

void FreeLocked(uint8_t* block, size_t size) noexcept {
  OPENSSL_cleanse(block, size);
  if (size > kLargestBlockBytes) {
    (void)munmap(block, size);
  } else {
    ClassAt(ClassOf(size)).Give(block);
  }
}

bool MemoryLockingWorks() { return locking_works.load(); }

}  // namespace sceau::crypto
