#include "server/journal/checkpointer.h"

#include <utility>

#include "server/runtime/thread_name.h"

namespace sceau {

Checkpointer::Checkpointer(Options options, crypto::SigningKey key,
                           std::unique_ptr<CheckpointStore> store,
                           std::string stored, uint64_t stored_size)
    : options_(std::move(options)),
      key_(std::move(key)),
      verifier_key_(crypto::VerifierKey::Of(options_.origin, key_)),
      store_(std::move(store)),
      newest_(std::make_shared<const std::string>(std::move(stored))),
      stored_size_(stored_size),
      thread_([this] {
        NameThisThread("checkpoint");
        Run();
      }) {}

Checkpointer::~Checkpointer() {
  {
    MutexLock lock(mu_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Checkpointer::Announce(const crypto::MerkleFrontier& frontier) {
  bool wake = false;
  {
    MutexLock lock(mu_);
    // Wakes the thread for the first new leaf, from which the interval counts,
    // and for the last of kLeavesPerCheckpoint.
    const bool was_idle = announced_.size() <= stored_size_;
    announced_ = frontier;
    wake = was_idle || announced_.size() - stored_size_ >= kLeavesPerCheckpoint;
  }
  if (wake) changed_.NotifyAll();
}

std::string Checkpointer::Newest() const {
  std::shared_ptr<const std::string> newest;
  {
    MutexLock lock(mu_);
    newest = newest_;
  }
  return *newest;
}

void Checkpointer::Run() {
  using Steady = std::chrono::steady_clock;
  while (true) {
    crypto::MerkleFrontier frontier;
    bool last = false;
    {
      MutexLock lock(mu_);
      while (!stopping_ && announced_.size() <= stored_size_) {
        changed_.Wait(mu_);
      }
      const auto due = Steady::now() + options_.interval;
      while (!stopping_ && Steady::now() < due &&
             (failing_ ||
              announced_.size() - stored_size_ < kLeavesPerCheckpoint)) {
        changed_.WaitUntil(mu_, due);
      }
      last = stopping_;
      if (conflict_ || announced_.size() <= stored_size_) {
        if (last) return;
        continue;
      }
      frontier = announced_;
    }
    (void)Store(frontier);
    if (last) return;
  }
}

bool Checkpointer::Store(const crypto::MerkleFrontier& frontier) {
  std::string note = crypto::SignCheckpoint({.origin = options_.origin,
                                             .size = frontier.size(),
                                             .root = frontier.Root()},
                                            key_);
  const absl::Status swapped = store_->Swap(Newest(), note);
  if (absl::IsAborted(swapped)) {
    failing_ = true;
    {
      MutexLock lock(mu_);
      conflict_ = true;
    }
    if (options_.on_conflict) options_.on_conflict(swapped);
    return false;
  }
  if (swapped.ok()) {
    MutexLock lock(mu_);
    newest_ = std::make_shared<const std::string>(std::move(note));
    stored_size_ = frontier.size();
  }
  if (failing_ == swapped.ok()) {
    failing_ = !swapped.ok();
    if (options_.on_status) options_.on_status(swapped);
  }
  return swapped.ok();
}

}  // namespace sceau
