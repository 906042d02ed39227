// A whole group for one test: the reference charter, a certificate authority,
// everyone of test_cast.h, real files in a temporary folder, a clock that
// stands still and a seeded random source.
//
// The first one of a process founds the group; the others copy its files.
#ifndef SCEAU_TESTS_SUPPORT_TEST_GROUP_H_
#define SCEAU_TESTS_SUPPORT_TEST_GROUP_H_

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "server/group.h"
#include "tests/support/test_cast.h"
#include "tests/support/test_pki.h"

namespace sceau::testing {

inline constexpr char kTestGroup[] = "alencon-jeunesse";
inline constexpr char kTestTrustDomain[] = "sceau.example";

// The text of policy/charters/alencon-jeunesse.textproto.
std::string ReferenceCharter();

// Noon in Europe/Paris.
absl::Time NoonOf(absl::CivilDay day);

// Thread safe but for Close and Reopen.
class TestGroup {
 public:
  // Every program holds: for a test of something else.
  static policy::Proof NotProven(const policy::Program&) { return {}; }

  struct Options {
    absl::CivilDay today = absl::CivilDay(2026, 3, 2);
    uint32_t seed = 1;
    std::string vfs = {};
    // Of what is opened or proposed; null: policy::Prove, a second a version.
    Prover prove = NotProven;
    // The clock runs, from `today` on, and randomness is the system's.
    bool living = false;
  };

  // Stops the process when the group cannot be made or opened.
  TestGroup() : TestGroup(Options{}) {}
  explicit TestGroup(Options options);
  ~TestGroup();

  Group& group() { return *group_; }
  const CaseRooms& rooms() const { return group_->case_rooms(); }
  const GroupPlace& place() const { return place_; }
  // The temporary folder everything lies in.
  const std::string& folder() const { return folder_; }
  const TestPki& pki() const;

  // A call as `member` makes one now, with the member's certificate.
  Call As(absl::string_view member) const;
  // The member's certificate and key.
  Credential CredentialOf(absl::string_view member) const;

  void SetNow(absl::Time now);
  void SetToday(absl::CivilDay today) { SetNow(NoonOf(today)); }
  void Advance(absl::Duration by) { SetNow(now() + by); }
  absl::Time now() const;

  // For a test that changes the files in between. Open gives what Group::Open
  // says; after an error only Open may be called.
  void Close();
  absl::Status Open();

  // This group's clock and random source.
  GroupWorld World() const;

 private:
  const Options options_;
  std::string folder_;
  GroupPlace place_;
  std::shared_ptr<std::atomic<int64_t>> now_ns_;
  RandomSource random_;
  std::unique_ptr<Group> group_;
};

// How a call ended.
struct Ended {
  absl::Status status;
  std::optional<Receipt> receipt;
};

// Runs `call`, which takes a Finish, and waits for its end:
//   Await([&](Finish finish) { reader.GetCase(call, request, &answer, finish);
//   })
template <typename Starter>
Ended Await(Starter&& start) {
  auto ended = std::make_shared<std::promise<Ended>>();
  std::future<Ended> result = ended->get_future();
  std::forward<Starter>(start)(
      Finish([ended](absl::Status status, std::optional<Receipt> receipt) {
        ended->set_value({std::move(status), std::move(receipt)});
      }));
  return result.get();
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_TEST_GROUP_H_
