// Request and response of a call in one piece of memory, for the methods whose
// answers have many parts: thrown away at once instead of part by part, and
// used again by a later call, wiped between the two.
#ifndef SCEAU_SERVER_RPC_ARENA_MESSAGES_H_
#define SCEAU_SERVER_RPC_ARENA_MESSAGES_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "google/protobuf/arena.h"
#include "grpcpp/support/message_allocator.h"

#include "server/runtime/mutex.h"

namespace sceau {

// Bytes ready for each call: what a case of a dozen entries takes. A larger
// answer gets more, for itself.
inline constexpr size_t kArenaBytes = 24 * 1'024;
// Pieces kept at rest, one for each call of a busy moment.
inline constexpr size_t kIdleArenas = 64;

// Thread safe; outlives the server it is set in. The texts of a message beyond
// 15 bytes lie on the heap as elsewhere, and are not wiped.
template <typename Request, typename Response>
class ArenaMessages final : public grpc::MessageAllocator<Request, Response> {
 public:
  // gRPC's, until Release.
  grpc::MessageHolder<Request, Response>* AllocateMessages() override {
    std::unique_ptr<Messages> messages = TakeIdle();
    if (messages == nullptr) messages = std::make_unique<Messages>(*this);
    messages->Begin();
    return messages.release();
  }

 private:
  class Messages final : public grpc::MessageHolder<Request, Response> {
   public:
    explicit Messages(ArenaMessages& owner) : owner_(owner) {}

    void Begin() {
      using google::protobuf::Arena;
      arena_.emplace(block_, sizeof(block_));
      this->set_request(Arena::CreateMessage<Request>(&*arena_));
      this->set_response(Arena::CreateMessage<Response>(&*arena_));
    }

    void Release() override {
      arena_.reset();
      explicit_bzero(block_, sizeof(block_));
      owner_.GiveBack(std::unique_ptr<Messages>(this));
    }

   private:
    ArenaMessages& owner_;
    alignas(std::max_align_t) char block_[kArenaBytes] = {};
    std::optional<google::protobuf::Arena> arena_;  // In block_ first.
  };

  std::unique_ptr<Messages> TakeIdle() ABSL_LOCKS_EXCLUDED(mu_) {
    MutexLock lock(mu_);
    if (idle_.empty()) return nullptr;
    std::unique_ptr<Messages> messages = std::move(idle_.back());
    idle_.pop_back();
    return messages;
  }

  void GiveBack(std::unique_ptr<Messages> messages) ABSL_LOCKS_EXCLUDED(mu_) {
    MutexLock lock(mu_);
    if (idle_.size() < kIdleArenas) idle_.push_back(std::move(messages));
  }

  Mutex mu_;
  std::vector<std::unique_ptr<Messages>> idle_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_ARENA_MESSAGES_H_
