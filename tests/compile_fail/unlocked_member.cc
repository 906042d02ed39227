// A guarded member is not read without its lock.
#include "absl/base/thread_annotations.h"

#include "server/runtime/mutex.h"

class Counter {
 public:
  int value() {
#ifdef SCEAU_CORRECT
    sceau::MutexLock lock(mu_);
#endif
    return value_;
  }

 private:
  sceau::Mutex mu_;
  int value_ ABSL_GUARDED_BY(mu_) = 0;
};

int Read(Counter& counter) { return counter.value(); }
