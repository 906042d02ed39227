// What takes seconds of a worker, so that one caller cannot take them all: one
// at a time in a group, others are told to try again. Internal to this room.
#ifndef SCEAU_SERVER_CALLS_ONE_AT_A_TIME_H_
#define SCEAU_SERVER_CALLS_ONE_AT_A_TIME_H_

#include <atomic>

namespace sceau {

// Holds the flag for one scope; `taken` says whether it was free.
class OneAtATime {
 public:
  explicit OneAtATime(std::atomic<bool>& flag)
      : flag_(flag), taken_(!flag.exchange(true)) {}
  ~OneAtATime() {
    if (taken_) flag_ = false;
  }
  OneAtATime(const OneAtATime&) = delete;
  OneAtATime& operator=(const OneAtATime&) = delete;

  bool taken() const { return taken_; }

 private:
  std::atomic<bool>& flag_;
  const bool taken_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CALLS_ONE_AT_A_TIME_H_
