// Leaves as a review finds them, without a journal.
#ifndef SCEAU_TESTS_SERVER_OVERSIGHT_ACCESS_ROWS_H_
#define SCEAU_TESTS_SERVER_OVERSIGHT_ACCESS_ROWS_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "server/journal/inputs.h"
#include "server/journal/pseudonyms.h"
#include "server/oversight/access_index.h"
#include "server/runtime/clock.h"
#include "tests/support/status_matchers.h"

namespace sceau::testing {

inline absl::Time Paris(absl::CivilMinute minute) {
  absl::TimeZone paris;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Paris", &paris));
  return absl::FromCivil(minute, paris);
}

inline const Pseudonyms& TestPseudonyms() {
  static const auto* const kNames = new Pseudonyms(crypto::Bytes(32, 7));
  return *kNames;
}

inline Pseudonym CaseNumber(int number) {
  return TestPseudonyms().Of("case", "c" + std::to_string(number));
}

// A case of the mission locale's read in the relations given.
inline LeafDraft Reading(const std::string& member, int case_number,
                         uint16_t relations = policy::kSession) {
  policy::Question question;
  question.operation = v1::OPERATION_READ;
  question.category = v1::CATEGORY_ADMINISTRATIVE;
  question.role = v1::ROLE_MEMBER;
  question.relations = relations;
  LeafDraft leaf;
  leaf.operation = v1::OPERATION_READ;
  leaf.outcome = Outcome::kAllowed;
  leaf.member = member;
  leaf.partner = "mission-locale";
  leaf.resources = {CaseNumber(case_number)};
  leaf.released = 1U << v1::CATEGORY_IDENTITY;
  leaf.inputs = PackInputs(question);
  leaf.charter_version = "charter-1";
  return leaf;
}

// Grows in the order in which leaves are added; times must not go back.
class AccessRows {
 public:
  // Its leaf.
  uint64_t Add(const LeafDraft& leaf, absl::Time time) {
    const EncodedLeaf encoded =
        EncodeLeaf(leaf, next_, time, crypto::Bytes(kLeafSaltBytes, 1));
    EXPECT_THAT(AppendLeaf(encoded.binding, encoded.naming, names_, last_),
                IsOk());
    if (last_.size() == kAccessChunkRows) Share();
    return next_++;
  }

  AccessSnapshot Snapshot() {
    Share();
    AccessSnapshot snapshot;
    snapshot.chunks = chunks_;
    snapshot.names = std::make_shared<const AccessNames>(names_);
    snapshot.next = next_;
    return snapshot;
  }

 private:
  void Share() {
    if (last_.size() == 0) return;
    chunks_.push_back(
        std::make_shared<const AccessChunk>(std::exchange(last_, {})));
  }

  uint64_t next_ = 0;
  AccessNames names_;
  AccessChunk last_;
  std::vector<std::shared_ptr<const AccessChunk>> chunks_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_OVERSIGHT_ACCESS_ROWS_H_
