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

void Checkpointer::Condemn(std::string note) {
  {
    MutexLock lock(mu_);
    condemning_ = std::move(note);
  }
  changed_.NotifyAll();
}

bool Checkpointer::Await(crypto::MerkleFrontier& frontier,
                         std::string& condemning) {
  using Steady = std::chrono::steady_clock;
  MutexLock lock(mu_);
  while (!stopping_ && (ended_ || (condemning_.empty() &&
                                   announced_.size() <= stored_size_))) {
    changed_.Wait(mu_);
  }
  const auto due = Steady::now() + options_.interval;
  const auto may_wait = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) {
    if (failing_) return true;
    return condemning_.empty() &&
           announced_.size() - stored_size_ < kLeavesPerCheckpoint;
  };
  while (!stopping_ && Steady::now() < due && may_wait()) {
    changed_.WaitUntil(mu_, due);
  }
  condemning = condemning_;
  frontier = announced_;
  return !ended_ && (!condemning.empty() || frontier.size() > stored_size_);
}

void Checkpointer::Run() {
  while (true) {
    crypto::MerkleFrontier frontier;
    std::string condemning;
    const bool due = Await(frontier, condemning);
    if (due && condemning.empty()) {
      const std::string note = Sign(frontier);
      if (Store(note)) Show(note, frontier.size());
    } else if (due && Store(condemning)) {
      End();
    }
    MutexLock lock(mu_);
    if (stopping_) return;
  }
}

std::string Checkpointer::Sign(const crypto::MerkleFrontier& frontier) const {
  return crypto::SignCheckpoint({.origin = options_.origin,
                                 .size = frontier.size(),
                                 .root = frontier.Root()},
                                key_);
}

void Checkpointer::Show(const std::string& note, uint64_t size) {
  MutexLock lock(mu_);
  newest_ = std::make_shared<const std::string>(note);
  stored_size_ = size;
}

void Checkpointer::End() {
  MutexLock lock(mu_);
  ended_ = true;
}

bool Checkpointer::Store(const std::string& note) {
  const absl::Status swapped = store_->Swap(Newest(), note);
  if (absl::IsAborted(swapped)) {
    failing_ = true;
    End();
    if (options_.on_conflict) options_.on_conflict(swapped);
    return false;
  }
  if (failing_ == swapped.ok()) {
    failing_ = !swapped.ok();
    if (options_.on_status) options_.on_status(swapped);
  }
  return swapped.ok();
}

}  // namespace sceau
