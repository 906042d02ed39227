#include "server/runtime/ticker.h"

#include <utility>

#include "server/runtime/thread_name.h"

namespace sceau {

Ticker::Ticker(absl::string_view name, std::chrono::milliseconds interval,
               std::function<void()> task)
    : interval_(interval), task_(std::move(task)) {
  thread_ = std::thread([this, thread_name = std::string(name)] {
    NameThisThread(thread_name);
    Run();
  });
}

Ticker::~Ticker() {
  {
    MutexLock lock(mu_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Ticker::Run() {
  while (true) {
    {
      MutexLock lock(mu_);
      const auto next = std::chrono::steady_clock::now() + interval_;
      while (!stopping_ && std::chrono::steady_clock::now() < next) {
        changed_.WaitUntil(mu_, next);
      }
      if (stopping_) return;
    }
    task_();
  }
}

}  // namespace sceau
