#include "server/store/engine_memory.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

#include "crypto/locked_memory.h"
#include "proto/contract/errors.h"
#include "server/store/engine.h"
#include "sqlite3.h"

namespace sceau {
namespace {

// Before each block, its size: the engine asks for it, and freeing needs it.
// Eight bytes keep what follows aligned as the engine wants it.
constexpr size_t kSizeBytes = sizeof(uint64_t);
constexpr size_t kAlignment = 8;

uint8_t* StartOf(void* block) {
  return static_cast<uint8_t*>(block) - kSizeBytes;
}

size_t SizeOf(void* block) {
  uint64_t size = 0;
  std::memcpy(&size, StartOf(block), kSizeBytes);
  return size;
}

void* Allocate(int bytes) {
  const auto size = static_cast<uint64_t>(bytes);
  uint8_t* start = nullptr;
  try {
    start = crypto::AllocateLocked(kSizeBytes + size);
  } catch (const std::bad_alloc&) {
    return nullptr;  // The engine's way of saying so.
  }
  std::memcpy(start, &size, kSizeBytes);
  return start + kSizeBytes;
}

void Free(void* block) {
  crypto::FreeLocked(StartOf(block), kSizeBytes + SizeOf(block));
}

void* Reallocate(void* block, int bytes) {
  const size_t size = SizeOf(block);
  if (static_cast<size_t>(bytes) <= size) return block;
  void* const larger = Allocate(bytes);
  if (larger == nullptr) return nullptr;
  std::memcpy(larger, block, size);
  Free(block);
  return larger;
}

int Size(void* block) {
  return block == nullptr ? 0 : static_cast<int>(SizeOf(block));
}

int RoundUp(int bytes) {
  constexpr int kMask = static_cast<int>(kAlignment) - 1;
  return (bytes + kMask) & ~kMask;
}

int Start(void* /*unused*/) { return SQLITE_OK; }
void Stop(void* /*unused*/) {}

int Install() {
  static const sqlite3_mem_methods methods = {
      .xMalloc = Allocate,
      .xFree = Free,
      .xRealloc = Reallocate,
      .xSize = Size,
      .xRoundup = RoundUp,
      .xInit = Start,
      .xShutdown = Stop,
      .pAppData = nullptr,
  };
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

}  // namespace

absl::Status InstallEngineMemory() {
  static const int code = Install();
  return code == SQLITE_OK ? absl::OkStatus() : EngineError(code);
}

}  // namespace sceau
