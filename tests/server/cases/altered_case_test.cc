// P7, as far as rows go: an altered, old or missing row of a case is refused
// when it is read, whoever changed the file. The rows are changed through
// SQLCipher itself, as root with the key would.
#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/cases/entry_header.h"
#include "server/cases/releaser.h"
#include "server/store/case_table.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::google::protobuf::RepeatedPtrField;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;

class AlteredCaseTest : public ::testing::Test {
 protected:
  AlteredCaseTest() : name_(desk_.OpenCase(20)) {}

  std::string id() { return CaseName::Parse(name_)->id(); }

  CaseRow Row() {
    ReadPool::Lease lease = group_.rooms().reads.Take();
    return **FindCase(*lease, id());
  }

  // Puts a row behind the back of the service: its leaf binds nothing.
  void Put(const CaseRow& row) {
    const auto ended = sceau::testing::Await([&](Finish finish) {
      group_.group().journal().writer().Write(
          [row, this](WriteTransaction& transaction) {
            WriteResult result;
            result.leaf = DraftLeaf(group_.As(kCoordinator), v1::OPERATION_READ,
                                    Outcome::kAllowed);
            result.status = PutCase(transaction, row);
            return result;
          },
          [finish = std::move(finish)](absl::StatusOr<Receipt> receipt) {
            finish(receipt.status(), std::nullopt);
          });
    });
    ASSERT_THAT(ended.status, IsOk());
  }

  TestGroup group_;
  CaseDesk desk_{group_};
  const std::string name_;
};

TEST_F(AlteredCaseTest, AnAlteredRowIsRefused) {
  CaseRow row = Row();
  row.headers.back() ^= 1;
  Put(row);
  EXPECT_THAT(desk_.Read(kCoordinator, name_),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(AlteredCaseTest, AnOldRowPutBackIsRefused) {
  const CaseRow old = Row();
  desk_.Tell(name_, 20);
  ASSERT_THAT(desk_.Read(kCoordinator, name_), IsOk());
  Put(old);
  EXPECT_THAT(desk_.Read(kCoordinator, name_),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(AlteredCaseTest, ARefusedRowIsNeitherWrittenNorListed) {
  CaseRow row = Row();
  row.version += 1;
  Put(row);
  EXPECT_THAT(desk_.List(kCoordinator),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  v1::EntryBody body;
  body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
  EXPECT_THAT(desk_.Deposit(kCoordinator, name_, body),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(AlteredCaseTest, ARowOfAnotherCaseDoesNotOpenHere) {
  const std::string other = desk_.OpenCase(20);
  CaseRow row = Row();
  row.id = CaseName::Parse(other)->id();
  Put(row);
  EXPECT_THAT(desk_.Read(kCoordinator, other),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(AlteredCaseTest, OfACaseWithAnEntryThatDoesNotOpenNothingIsLetOut) {
  const auto headers = DecodeHeaders(Row().headers);
  ASSERT_THAT(headers, IsOk());
  CaseDecision decision;
  for (const EntryHeader& header : *headers) {
    decision.readable.push_back({.header = header, .decision = {}});
    decision.readable.back().decision.allowed = true;
    decision.readable.back().decision.fields = policy::kAllFields;
  }
  const auto release = [&decision, this](RepeatedPtrField<v1::Entry>& out) {
    return ReleaseEntries(group_.rooms(), group_.As(kCoordinator),
                          *CaseName::Parse(name_), CaseFacts(),
                          *ReleasePermit::From(decision, Receipt()), &out);
  };
  RepeatedPtrField<v1::Entry> whole;
  ASSERT_THAT(release(whole), IsOk());
  EXPECT_EQ(static_cast<size_t>(whole.size()), headers->size());
  ASSERT_GT(headers->size(), 1U);

  RepeatedPtrField<v1::Entry> none;
  EntryHeader& last = decision.readable.back().header;
  ++last.version;
  EXPECT_THAT(release(none), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_TRUE(none.empty());
  --last.version;
  last.category = v1::CATEGORY_LEAD_WORKER;
  EXPECT_THAT(release(none), ReasonIs(v1::ERROR_REASON_CIPHERTEXT_REJECTED));
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace sceau
