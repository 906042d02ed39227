// The journal's decisions replayed against a draft of the charter, as counts.
#include "server/charter/charter_review.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/charter/charter_replay.h"
#include "server/journal/inputs.h"
#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::CharterText;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::kCoordinator;
using testing::kOfficer;
using testing::ReasonIs;

constexpr char kNextVersion[] = "alencon-2026-2";
constexpr char kNarrowedReason[] = "la mission locale lit le nom, le prénom";

class CharterReviewTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ReplayCharterResponse> Replay(absl::string_view by,
                                                   const std::string& id,
                                                   int64_t since = 0) {
    v1::ReplayCharterRequest request;
    request.set_name(testing::CharterDesk::NameOf(id));
    request.mutable_since()->set_seconds(since);
    v1::ReplayCharterResponse response;
    const absl::Status status =
        testing::Await([&](Finish finish) {
          review().ReplayCharter(group_.As(by), request, &response,
                                 std::move(finish));
        }).status;
    if (!status.ok()) return status;
    return response;
  }
  const CharterReview& review() {
    return *group_.group().rooms().charter_review;
  }
  // A case in session today, read by the mission locale.
  std::string ReadInSession() {
    const std::string file = cases_.OpenCase(17);
    cases_.Tell(file, 17);
    cases_.Convene(file, {"mission-locale-1"});
    EXPECT_THAT(cases_.Read("mission-locale-1", file), IsOk());
    return file;
  }

  testing::TestGroup group_;
  testing::CaseDesk cases_{group_};
  testing::CharterDesk desk_{group_};
};

TEST_F(CharterReviewTest, OnlyWhoMayReplayDoes) {
  for (const char* by : {kCoordinator, "dpo", "admin", "pjj-1"}) {
    EXPECT_THAT(Replay(by, "alencon-2026-1"),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
  }
}

TEST_F(CharterReviewTest, TheSameCharterWouldChangeNothing) {
  ReadInSession();
  const auto replayed = Replay(kOfficer, "alencon-2026-1");
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(replayed->counts_size(), 0) << replayed->DebugString();
  EXPECT_GT(replayed->decisions(), 0);
  EXPECT_GT(replayed->leaves(), replayed->decisions());
  EXPECT_FALSE(replayed->truncated());
}

TEST_F(CharterReviewTest, ANarrowerDraftSaysWhatItWouldHaveRefused) {
  ReadInSession();
  ASSERT_THAT(
      desk_.Propose(kCoordinator,
                    testing::Without(CharterText(kNextVersion, "2026-04-01"),
                                     kNarrowedReason)),
      IsOk());
  const auto replayed = Replay(kOfficer, kNextVersion);
  ASSERT_THAT(replayed, IsOk());
  ASSERT_EQ(replayed->counts_size(), 1) << replayed->DebugString();
  const v1::ReplayCount& count = replayed->counts(0);
  EXPECT_EQ(count.partner(), "mission-locale");
  EXPECT_EQ(count.category(), v1::CATEGORY_IDENTITY);
  EXPECT_EQ(count.newly_refused(), 1);
  EXPECT_EQ(count.newly_possible(), 0);
  EXPECT_THAT(count.reason(), HasSubstr(kNarrowedReason));
  // From a later moment on there was nothing.
  const auto later =
      Replay(kOfficer, kNextVersion, absl::ToUnixSeconds(group_.now()) + 1);
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(later->counts_size(), 0);
}

TEST_F(CharterReviewTest, AWiderDraftSaysWhatItWouldHaveGiven) {
  ReadInSession();
  ASSERT_THAT(
      desk_.Propose(kCoordinator, CharterText(kNextVersion, "2026-04-01", R"(
grants {
  partner: "mission-locale"
  category: "Decision"
  operation: "READ"
  any_of: ["contributor"]
  article: "Charte, art. 12"
  reason_fr: "La mission locale lit ce que le groupe a décidé des personnes dont elle a déjà parlé."
}
)")),
      IsOk());
  LeafDraft leaf;
  policy::Question question;
  question.operation = v1::OPERATION_READ;
  question.category = v1::CATEGORY_DECISION;
  const auto state = group_.group().members().state();
  const policy::Program& program = *state->in_force->compiled->program;
  question.partner = program.FindPartner("mission-locale");
  question.role = v1::ROLE_MEMBER;
  question.relations = policy::kContributor;
  question.age = 17;
  question.state = v1::CASE_STATE_ACTIVE;
  question.notice_given = true;
  leaf.operation = question.operation;
  leaf.inputs = PackInputs(question);
  leaf.charter_version = state->in_force->record.version;
  const CharterReplay::Programs programs = {
      {leaf.charter_version, state->in_force->compiled->program}};
  CharterReplay replay(programs,
                       state->charters.at(kNextVersion)->compiled->program);
  for (int i = 0; i < 3; ++i) replay.Add(leaf);
  v1::ReplayCharterResponse out;
  replay.Report(&out);
  ASSERT_EQ(out.counts_size(), 1) << out.DebugString();
  EXPECT_EQ(out.counts(0).newly_possible(), 3);
  EXPECT_EQ(out.counts(0).article(), "Charte, art. 12");
}

TEST_F(CharterReviewTest, AVersionThatIsNotThereIsDenied) {
  EXPECT_THAT(Replay(kOfficer, "alencon-2030-1"),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
}

}  // namespace
}  // namespace sceau
