// What a group lives through, call by call, in two groups at once: each step is
// made of what the group itself has answered, as a client would, and so gets
// through where the charter lets it. The descriptors alone (requests.h) make no
// call that needs a signature, an etag or a step before.
#ifndef SCEAU_SERVER_SELFTEST_COURSE_H_
#define SCEAU_SERVER_SELFTEST_COURSE_H_

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/message.h"

#include "server/selftest/cast.h"
#include "server/selftest/contributions.h"
#include "server/selftest/scenes.h"
#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

// Two groups that are asked the same. Not thread safe.
class Twins {
 public:
  // Hears of every answer.
  using Told = std::function<void(const Person& person,
                                  const google::protobuf::Message& request,
                                  const Ended& one, const Ended& other)>;
  // Outlived by the groups.
  Twins(SyntheticGroup& one, SyntheticGroup& other, Told told)
      : groups_{&one, &other}, told_(std::move(told)) {}

  // Asks each group what `make` makes for it (0 or 1), with a request_id where
  // the method wants one. The answers, or nothing unless both gave one.
  template <typename Response, typename Make>
  std::optional<std::array<Response, 2>> Ask(const Person& person,
                                             const Make& make) {
    auto requests = std::array{make(size_t{0}), make(size_t{1})};
    const std::array<Ended, 2> ended = Call(person, requests[0], requests[1]);
    if (!ended[0].status.ok() || !ended[1].status.ok()) return std::nullopt;
    return std::array{static_cast<const Response&>(*ended[0].response),
                      static_cast<const Response&>(*ended[1].response)};
  }

  absl::CivilDay today() const { return groups_[0]->today(); }

 private:
  std::array<Ended, 2> Call(const Person& person,
                            google::protobuf::Message& one,
                            google::protobuf::Message& other);

  const std::array<SyntheticGroup*, 2> groups_;
  const Told told_;
};

// Deposits what the person can, corrects it, narrows it, takes it back.
void RunEntryCourse(const Scene& scene, const Contribution& own, Twins& twins);

// Referrals, a new case, a session, a new member, a cosignature.
void RunGroupCourse(const Cast& cast, const Scene& scene, Twins& twins);

// A version is proposed, heard on, adopted by two, signed ahead of its day and
// agreed to; another is vetoed. `charter`: the text that is served.
void RunCharterCourse(const Cast& cast, const std::string& charter,
                      Twins& twins);

// A review of the day on which the scenes were made, from its opening to the
// signed report.
void RunReviewCourse(const Cast& cast, absl::CivilDay made, Twins& twins);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_COURSE_H_
