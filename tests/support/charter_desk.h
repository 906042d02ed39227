// What people do with the versions of the charter, in a few words, against a
// whole group. Each method is one call and waits for its end.
#ifndef SCEAU_TESTS_SUPPORT_CHARTER_DESK_H_
#define SCEAU_TESTS_SUPPORT_CHARTER_DESK_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "tests/support/test_group.h"

namespace sceau::testing {

// The reference charter as the version `id` from `first_day` ("2026-04-01") on,
// with `more` after its end.
std::string CharterText(const std::string& id, const std::string& first_day,
                        const std::string& more = "");
// Without the grant that has this sentence in its reason; stops the test when
// there is none.
std::string Without(std::string charter, const std::string& reason);

class CharterDesk {
 public:
  explicit CharterDesk(TestGroup& group) : group_(group) {}

  using Answer = absl::StatusOr<v1::CharterVersion>;
  Answer Propose(absl::string_view by, const std::string& source);
  Answer GiveOpinion(
      absl::string_view by, const std::string& id,
      v1::CharterOpinion opinion = v1::CHARTER_OPINION_FAVOURABLE);
  Answer GiveOpinion(absl::string_view by,
                     const v1::GiveOpinionRequest& request);
  // With the key of `by`, over what the service shows.
  Answer Adopt(absl::string_view by, const std::string& id);
  Answer AdoptWith(absl::string_view by, const std::string& id,
                   const std::string& signature);
  Answer Veto(absl::string_view by, const std::string& id);
  Answer Get(absl::string_view by, const std::string& id);
  Answer Sign(absl::string_view by, const std::string& id);
  Answer Agree(absl::string_view by, const std::string& id);
  absl::StatusOr<v1::ListCharterVersionsResponse> List(
      absl::string_view by, int page_size = 0, const std::string& token = "");
  absl::StatusOr<v1::WhoAmIResponse> WhoAmI(absl::string_view by);
  absl::Status Recuse(absl::string_view by, const std::string& member,
                      const std::string& case_name);

  // Proposed by the coordinator, with an opinion, adopted by both co-pilots.
  // Stops the test when it fails.
  void Bring(const std::string& source);
  // Everybody signs who had signed the version in force. Stops the test.
  void SignAll(const std::string& id);

  // By the key of `key_of`, over `hash` of the version `id`.
  std::string AdoptionSignature(absl::string_view key_of, const std::string& id,
                                const crypto::Hash& hash);
  crypto::Hash HashOf(const std::string& id);

  std::string NewRequestId();
  static std::string NameOf(const std::string& id);

 private:
  template <typename Response, typename Start>
  absl::StatusOr<Response> Run(Start start);

  TestGroup& group_;
  uint64_t requests_ = 0;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_CHARTER_DESK_H_
