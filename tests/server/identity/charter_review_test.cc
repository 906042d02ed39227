// The journal's decisions put to the charter again: explained to the officer
// without content, replayed against a draft as counts.
#include "server/identity/charter_review.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/identity/charter_replay.h"
#include "server/journal/inputs.h"
#include "tests/support/case_desk.h"
#include "tests/support/charter_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::CharterText;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::kCoordinator;
using testing::kOfficer;
using ::testing::Not;
using testing::ReasonIs;

constexpr char kNextVersion[] = "alencon-2026-2";
constexpr char kNarrowedReason[] = "la mission locale lit le nom, le prénom";

class CharterReviewTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ExplainLeafResponse> ExplainLeaf(absl::string_view by,
                                                      uint64_t index) {
    v1::ExplainLeafRequest request;
    request.set_parent("groups/alencon-jeunesse");
    request.set_leaf_index(static_cast<int64_t>(index));
    v1::ExplainLeafResponse response;
    const absl::Status status =
        testing::Await([&](Finish finish) {
          review().ExplainLeaf(group_.As(by), request, &response,
                               std::move(finish));
        }).status;
    if (!status.ok()) return status;
    return response;
  }
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

TEST_F(CharterReviewTest, OnlyTheOfficerIsTold) {
  for (const char* by :
       {kCoordinator, "co-pilot-state", "dpo", "admin", "pjj-1"}) {
    EXPECT_THAT(ExplainLeaf(by, 0), ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
  }
  for (const char* by : {kCoordinator, "dpo", "admin", "pjj-1"}) {
    EXPECT_THAT(Replay(by, "alencon-2026-1"),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
  }
}

TEST_F(CharterReviewTest, ADecisionIsExplainedWithoutContent) {
  ReadInSession();
  const uint64_t read = cases_.receipt()->index;
  const auto told = ExplainLeaf(kOfficer, read);
  ASSERT_THAT(told, IsOk());
  EXPECT_TRUE(told->allowed());
  EXPECT_TRUE(told->reproduced());
  EXPECT_EQ(told->operation(), v1::OPERATION_READ);
  EXPECT_THAT(told->member(), HasSubstr("mission-locale-1"));
  EXPECT_EQ(told->inputs().partner(), "mission-locale");
  EXPECT_THAT(told->inputs().relations(), ElementsAre("session"));
  // A span, never an age.
  EXPECT_EQ(told->inputs().min_age(), 16);
  EXPECT_EQ(told->inputs().max_age(), 17);
  EXPECT_GE(told->rules_size(), 1);
  EXPECT_THAT(told->released(), Contains(v1::CATEGORY_IDENTITY));
  ASSERT_EQ(told->resources_size(), 1);
  EXPECT_THAT(told->SerializeAsString(), Not(HasSubstr("LEFÈVRE")));
}

TEST_F(CharterReviewTest, ARefusalIsExplainedToo) {
  const std::string file = cases_.OpenCase(17);
  EXPECT_FALSE(cases_.Read("pjj-1", file).ok());
  const auto told = ExplainLeaf(kOfficer, cases_.receipt()->index);
  ASSERT_THAT(told, IsOk());
  EXPECT_FALSE(told->allowed());
  EXPECT_EQ(told->refusal(), "no_relation");
  EXPECT_TRUE(told->reproduced());
}

TEST_F(CharterReviewTest, ALeafWithoutADecisionIsSaidToBeOne) {
  EXPECT_EQ(MetadataOf(ExplainLeaf(kOfficer, 0).status(), "field"),
            "leaf_index");
  EXPECT_EQ(MetadataOf(ExplainLeaf(kOfficer, 1'000'000).status(), "field"),
            "leaf_index");
  EXPECT_EQ(MetadataOf(ExplainLeaf(kOfficer, ~uint64_t{0}).status(), "field"),
            "leaf_index");
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
