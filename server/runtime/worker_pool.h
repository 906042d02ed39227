// Threads that may block, so that gRPC's own never do.
#ifndef SCEAU_SERVER_RUNTIME_WORKER_POOL_H_
#define SCEAU_SERVER_RUNTIME_WORKER_POOL_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"

#include "server/runtime/mutex.h"

namespace sceau {

// Runs tasks in the order of their submission, `threads` at a time.
//
// Threads: `threads` of its own, named "<name>-0", "<name>-1", ... (15 bytes
// kept). Every function may be called from any thread, TrySubmit also from a
// task. A task must not throw.
class WorkerPool {
 public:
  // `threads` > 0. `max_queued`: tasks that may wait, those running not
  // counted.
  WorkerPool(absl::string_view name, size_t threads, size_t max_queued);
  ~WorkerPool();  // Stop().

  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False when max_queued tasks are waiting or the pool was stopped; `task` is
  // then left as it was.
  [[nodiscard]] bool TrySubmit(std::function<void()>&& task)
      ABSL_LOCKS_EXCLUDED(mu_);

  // Accepts nothing more, runs what is queued, joins the threads. Not from a
  // task of this pool. Once stopped, does nothing.
  void Stop() ABSL_LOCKS_EXCLUDED(mu_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mu_);

  const size_t max_queued_;

  Mutex mu_;
  CondVar changed_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mu_);
  size_t idle_ ABSL_GUARDED_BY(mu_) = 0;  // Threads that wait for a task.
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;

  std::vector<std::thread> threads_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_WORKER_POOL_H_
