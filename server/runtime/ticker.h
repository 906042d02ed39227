// One thread that does a small thing now and then, until it is told to stop.
#ifndef SCEAU_SERVER_RUNTIME_TICKER_H_
#define SCEAU_SERVER_RUNTIME_TICKER_H_

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "absl/strings/string_view.h"

#include "server/runtime/mutex.h"

namespace sceau {

// Threads: one of its own, named `name`. `task` must not throw.
class Ticker {
 public:
  // The first run is one `interval` away.
  Ticker(absl::string_view name, std::chrono::milliseconds interval,
         std::function<void()> task);
  ~Ticker();  // Waits for a run under way.

  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mu_);

  const std::chrono::milliseconds interval_;
  const std::function<void()> task_;
  Mutex mu_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;
  std::thread thread_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_TICKER_H_
