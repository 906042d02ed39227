#include "server/selftest/comparison.h"

#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "sceau/v1/journal_service.pb.h"

namespace sceau::selftest {
namespace {

template <typename Message>
Ended EndedWith(const Message& response) {
  Ended ended;
  ended.response = std::make_unique<Message>(response);
  return ended;
}

TEST(ComparisonTest, AHashIsTakenOutAndItsSizeIsNot) {
  v1::InclusionProof one;
  one.set_leaf_hash(std::string(32, 'a'));
  v1::InclusionProof other = one;
  other.set_leaf_hash(std::string(32, 'b'));
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "");
  other.set_leaf_hash(std::string(31, 'b'));
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "leaf_hash");
}

TEST(ComparisonTest, ATreesDigitsInACheckpointAreTimesAlone) {
  v1::Checkpoint one;
  one.set_note("origin\n99\nroot\n");
  v1::Checkpoint other;
  other.set_note("origin\n100\nroot\n");
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "");
  other.set_note("origins\n100\nroot\n");
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "note");
}

TEST(ComparisonTest, AProofIsTakenOutOfTheTextThatIsSignedToo) {
  v1::GetReportResponse one;
  one.mutable_report()->set_checkpoint("origin\n99\nroot\n");
  one.set_json(R"({"checkpoint": "origin\n99\nroot\n", "answers": 2})");
  one.set_signature(std::string(64, '\n'));
  v1::GetReportResponse other;
  other.mutable_report()->set_checkpoint("origin\n100\ntoor\n");
  other.set_json(R"({"checkpoint": "origin\n100\ntoor\n", "answers": 2})");
  other.set_signature(std::string(64, 's'));
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "");
  other.set_json(R"({"checkpoint": "origin\n100\ntoor\n", "answers": 3})");
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "json");
}

TEST(ComparisonTest, APageTokenIsTakenOutAndItsPresenceIsNot) {
  v1::ListCasesResponse one;
  one.set_next_page_token("abcd");
  v1::ListCasesResponse other;
  other.set_next_page_token("dcba");
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "");
  other.clear_next_page_token();
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "next_page_token");
}

TEST(ComparisonTest, ThePathLeadsToTheFirstFieldThatDiffers) {
  v1::ListCasesResponse one;
  one.add_cases()->set_name("groups/g/cases/a");
  one.add_cases()->set_name("groups/g/cases/b");
  v1::ListCasesResponse other = one;
  other.mutable_cases(1)->add_todos(v1::TODO_NOTICE_DUE);
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "cases[1].todos");
  other = one;
  other.mutable_cases()->RemoveLast();
  EXPECT_EQ(Difference(EndedWith(one), EndedWith(other)), "cases[]");
}

TEST(ComparisonTest, ReceiptCheckpointAndGrowthAreCompared) {
  const v1::Case file;
  Ended one = EndedWith(file);
  Ended other = EndedWith(file);
  other.receipt = Receipt();
  EXPECT_EQ(Difference(one, other), "receipt");
  one.receipt = Receipt();
  other.checkpoint_bytes = 10;
  EXPECT_EQ(Difference(one, other), "checkpoint");
  one.checkpoint_bytes = 10;
  other.leaves = 2;
  EXPECT_EQ(Difference(one, other), "leaves");
}

TEST(ComparisonTest, CodeAndDetailsAreCompared) {
  const v1::Case file;
  Ended one = EndedWith(file);
  Ended other = EndedWith(file);
  one.status = FieldError("name", "a");
  other.status = PolicyDenied();
  EXPECT_EQ(Difference(one, other), "code");
  other.status = FieldError("parent", "a");
  EXPECT_EQ(Difference(one, other), "details");
}

TEST(ComparisonTest, ContentIsWhatTheContractSaysIsContent) {
  v1::Case file;
  file.set_name("groups/g/cases/a");
  file.add_sections()->set_category(v1::CATEGORY_IDENTITY);
  EXPECT_EQ(ContentBytes(file), 0u);
  file.mutable_administrative()->set_state(v1::CASE_STATE_ACTIVE);
  EXPECT_EQ(ContentBytes(file), 2u);
  file.add_entries()->mutable_body()->mutable_identity()->set_given_name("Al");
  EXPECT_EQ(ContentBytes(file), 6u);
  v1::Referral referral;
  referral.set_organisation("pjj");
  EXPECT_EQ(ContentBytes(referral), 5u);
}

}  // namespace
}  // namespace sceau::selftest
