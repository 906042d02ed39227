// A while without root's rights, which no permission stops.
#ifndef SCEAU_TESTS_SUPPORT_NOT_ROOT_H_
#define SCEAU_TESTS_SUPPORT_NOT_ROOT_H_

#include <cstdlib>
#include <unistd.h>

namespace sceau::testing {

class NotRoot {
 public:
  NotRoot() : before_(geteuid()) {
    constexpr uid_t kNobody = 65534;
    if (before_ == 0 && seteuid(kNobody) != 0) std::abort();
  }
  ~NotRoot() {
    if (geteuid() != before_ && seteuid(before_) != 0) std::abort();
  }
  NotRoot(const NotRoot&) = delete;
  NotRoot& operator=(const NotRoot&) = delete;

 private:
  const uid_t before_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_NOT_ROOT_H_
