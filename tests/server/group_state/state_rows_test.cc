// Members, signatures and charter as they lie in the file: what is altered,
// older or missing keeps the group closed (P7).
#include "server/group_state/state_rows.h"

#include <future>
#include <memory>
#include <string>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/canonical.h"
#include "proto/contract/errors.h"
#include "proto/contract/quotas.h"
#include "server/group_state/member_record.h"
#include "server/members/member_operations.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using testing::Await;
using testing::IsOk;
using testing::ReasonIs;
using testing::TestGroup;

class StateRowsTest : public ::testing::Test {
 protected:
  // Puts a row behind the journal's back: a leaf that binds nothing.
  void Smuggle(const StateRow& row) {
    std::promise<absl::Status> done;
    group_.group().journal().writer().Write(
        [row](WriteTransaction& transaction) {
          WriteResult result;
          result.leaf.operation = v1::OPERATION_SERVER_CHECK;
          result.leaf.outcome = Outcome::kAllowed;
          result.status = PutState(transaction, row);
          return result;
        },
        [&done](absl::StatusOr<Receipt> receipt) {
          done.set_value(receipt.status());
        });
    ASSERT_THAT(done.get_future().get(), IsOk());
  }

  // Takes the last row of a kind out of the file.
  void Delete(const char* kind) {
    auto statement = group_.group().files().case_db().Prepare(
        "DELETE FROM state WHERE kind = ?1 AND id = "
        "(SELECT max(id) FROM state WHERE kind = ?1)");
    ASSERT_THAT(statement, IsOk());
    statement->Text(1, kind);
    ASSERT_THAT(statement->Run(), IsOk());
  }

  StateRow Find(const char* kind, const char* id) {
    ReadPool::Lease lease = group_.group().files().cases().Take();
    return **FindState(*lease, kind, id);
  }

  absl::Status Restart() {
    group_.Close();
    return group_.Open();
  }

  void Suspend(const char* member) {
    v1::SuspendMemberRequest request;
    request.set_name("groups/alencon-jeunesse/members/" + std::string(member));
    request.set_request_id("00000000-0000-4000-8000-000000000001");
    v1::Member response;
    ASSERT_THAT(Await([&](Finish finish) {
                  group_.group().rooms().member_operations->SuspendMember(
                      group_.As(testing::kOfficer), request, &response,
                      std::move(finish));
                }).status,
                IsOk());
  }

  TestGroup group_;
};

TEST_F(StateRowsTest, AnAlteredMemberKeepsTheGroupClosed) {
  StateRow row = Find(kMemberKind, "pjj-1");
  row.record.back() ^= 1;
  Smuggle(row);
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

// The suspension undone by putting yesterday's row back.
TEST_F(StateRowsTest, AnOlderMemberKeepsTheGroupClosed) {
  const StateRow yesterday = Find(kMemberKind, "pjj-1");
  Suspend("pjj-1");
  Smuggle(yesterday);
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(StateRowsTest, AMemberTooManyKeepsTheGroupClosed) {
  StateRow row = Find(kMemberKind, "pjj-1");
  row.id = "smuggled";
  Smuggle(row);
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(StateRowsTest, AMissingMemberKeepsTheGroupClosed) {
  Delete(kMemberKind);
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(StateRowsTest, AMissingRollKeepsTheGroupClosed) {
  Delete("roll");
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

// One row more than that would not fit the roll.
TEST_F(StateRowsTest, AGroupHoldsTenThousandRowsOfAKind) {
  const auto put = [this](const char* kind, const char* id, uint64_t version,
                          const crypto::Bytes& plain) {
    // The work may outlive the call, which has a deadline.
    const auto put_status = std::make_shared<absl::Status>();
    const auto done = std::make_shared<std::promise<absl::Status>>();
    group_.group().journal().writer().Write(
        [&rows = group_.group().state_rows(), put_status, kind, id, version,
         plain](WriteTransaction& transaction) {
          WriteResult result;
          result.leaf.operation = v1::OPERATION_SERVER_CHECK;
          result.leaf.outcome = Outcome::kAllowed;
          *put_status =
              rows.Put(transaction, kind, id, version, plain, result.leaf);
          result.status = *put_status;
          return result;
        },
        [done](const absl::StatusOr<Receipt>& receipt) {
          done->set_value(receipt.status());
        });
    const absl::Status recorded = done->get_future().get();
    return recorded.ok() ? *put_status : recorded;
  };
  const auto roll_of = [](size_t ids) {
    crypto::CanonicalWriter out;
    out.U32(static_cast<uint32_t>(ids));
    for (size_t i = 0; i < ids; ++i) out.Text(absl::StrFormat("id-%05d", i));
    return out.Take();
  };
  ASSERT_THAT(put("roll", "thing", 2, roll_of(kMaxStateRows)), IsOk());
  const absl::Status full = put("thing", "one-more", 1, {});
  EXPECT_THAT(full, ReasonIs(v1::ERROR_REASON_QUOTA_EXCEEDED));
  EXPECT_EQ(MetadataOf(full, "quota"), QuotaWord(Quota::kRecords));
  ASSERT_THAT(put("roll", "thing", 3, roll_of(kMaxStateRows - 1)), IsOk());
  EXPECT_THAT(put("thing", "one-more", 1, {}), IsOk());
}

// The roll is a row like others: neither can one be hidden by changing it.
TEST_F(StateRowsTest, AnOlderRollKeepsTheGroupClosed) {
  StateRow roll = Find("roll", kMemberKind);
  roll.record.back() ^= 1;
  Smuggle(roll);
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(StateRowsTest, AnotherCharterKeepsTheGroupClosed) {
  StateRow row = Find(kCharterKind, "alencon-2026-1");
  row.version = 2;
  Smuggle(row);
  EXPECT_THAT(Restart(), ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

// A call repeated after an answer that never came must not name a row twice in
// the roll: the group would be closed at its next start.
TEST_F(StateRowsTest, ANewRowThatIsThereIsRefusedAndTheGroupStaysOpen) {
  std::promise<void> done;
  absl::Status put;
  group_.group().journal().writer().Write(
      [this, &put](WriteTransaction& transaction) {
        WriteResult result;
        result.leaf.operation = v1::OPERATION_MEMBER_REGISTER;
        result.leaf.outcome = Outcome::kFailed;
        put = group_.group().state_rows().Put(
            transaction, kMemberKind, "pjj-1",
            /*version=*/1, crypto::Bytes{1, 2, 3}, result.leaf);
        result.status = put;
        return result;
      },
      [&done](const absl::StatusOr<Receipt>&) { done.set_value(); });
  done.get_future().wait();
  EXPECT_THAT(put, ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  EXPECT_THAT(Restart(), IsOk());
}

TEST_F(StateRowsTest, WhatIsStoredIsNotReadable) {
  const StateRow row = Find(kMemberKind, "pjj-1");
  const std::string bytes(row.record.begin(), row.record.end());
  EXPECT_EQ(bytes.find("Colin"), std::string::npos);
  EXPECT_EQ(bytes.find("pjj"), std::string::npos);
}

TEST_F(StateRowsTest, LoadsWhatWasPut) {
  ReadPool::Lease lease = group_.group().files().cases().Take();
  const auto rows = group_.group().state_rows().Load(*lease, kMemberKind);
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->size(), group_.group().members().state()->members.size());
  EXPECT_THAT(group_.group().state_rows().Load(*lease, "unheard-of"),
              testing::IsOkAndHolds(::testing::IsEmpty()));
}

}  // namespace
}  // namespace sceau
