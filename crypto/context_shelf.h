// Prepared libcrypto contexts at rest, for a key that several threads use.
#ifndef SCEAU_CRYPTO_CONTEXT_SHELF_H_
#define SCEAU_CRYPTO_CONTEXT_SHELF_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace sceau::crypto {

// Holds up to kPlaces idle contexts keyed alike. Who needs one takes it, uses
// it alone and puts it back; an empty shelf means: make another. So a key's
// operations are const and lock-free, and a key used by one thread keeps one
// context. `Pointer` is a std::unique_ptr.
//
// Threads: Take and Put from any thread; moving and destroying need
// exclusive access.
template <typename Pointer>
class ContextShelf {
 public:
  ContextShelf() = default;
  ~ContextShelf() { Clear(); }
  ContextShelf(ContextShelf&& other) noexcept { MoveFrom(other); }
  ContextShelf& operator=(ContextShelf&& other) noexcept {
    if (this != &other) {
      Clear();
      MoveFrom(other);
    }
    return *this;
  }
  ContextShelf(const ContextShelf&) = delete;
  ContextShelf& operator=(const ContextShelf&) = delete;

  // A context, or null when none is idle.
  Pointer Take() {
    for (auto& place : places_) {
      if (place.load(std::memory_order_relaxed) == nullptr) continue;
      if (auto* idle = place.exchange(nullptr, std::memory_order_acquire)) {
        return Pointer(idle);
      }
    }
    return nullptr;
  }

  // Keeps the context for the next Take, or frees it when the shelf is full.
  void Put(Pointer context) {
    for (auto& place : places_) {
      Raw expected = nullptr;
      if (place.load(std::memory_order_relaxed) == nullptr &&
          place.compare_exchange_strong(expected, context.get(),
                                        std::memory_order_release,
                                        std::memory_order_relaxed)) {
        (void)context.release();
        return;
      }
    }
  }

 private:
  using Raw = typename Pointer::pointer;
  static constexpr size_t kPlaces = 4;

  void Clear() {
    while (Take() != nullptr) {
    }
  }
  void MoveFrom(ContextShelf& other) {
    while (Pointer context = other.Take()) Put(std::move(context));
  }

  std::array<std::atomic<Raw>, kPlaces> places_ = {};
};

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_CONTEXT_SHELF_H_
