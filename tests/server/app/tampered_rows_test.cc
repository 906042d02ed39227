// P7 against root with the keys: rows changed, swapped, copied, added or taken
// away through the engine itself, well sealed. What the journal does not know
// is refused at the start or at the read, and `sceaud check` says so in a
// sentence.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/envelope.h"
#include "server/group_state/member_record.h"
#include "tests/server/app/tampered_group.h"

namespace sceau::testing {
namespace {

using ::testing::IsEmpty;

constexpr char kAltered[] = "n'est pas celle que le journal connaît (case.db)";
constexpr char kState[] = "n'est pas celle que le journal connaît";
constexpr char kTree[] = "ne forment pas un arbre";

class TamperedRowsTest : public TamperedGroupTest {
 protected:
  std::string IdOf(const std::string& name) {
    return CaseName::Parse(name)->id();
  }

  crypto::AeadKey RecordsKey() {
    const auto root_key =
        FileKeyProvider(group_.place().root_key_file).RootKey();
    return RecordsKeyOf(
        crypto::DeriveGroupKeys(*root_key, kTestGroup, kGroupKeyVersion));
  }
  crypto::SealContext ContextOf(const std::string& kind, const std::string& id,
                                uint64_t version) {
    resource_ = std::string(kTestGroup) + "/" + kind + "/" + id;
    return {.kind = kind,
            .resource = resource_,
            .version = version,
            .key_version = 1};
  }
  // Puts a state row, sealed as this program would.
  void Put(Database& database, const std::string& kind, const std::string& id,
           uint64_t version, crypto::ByteView plain) {
    const crypto::Bytes record =
        crypto::SealRecord(RecordsKey(), ContextOf(kind, id, version), plain);
    auto put = database.Prepare(
        "INSERT OR REPLACE INTO state (kind, id, version, record)"
        " VALUES (?, ?, ?, ?)");
    ASSERT_THAT(put, IsOk());
    put->Text(1, kind).Text(2, id).U64(3, version).Blob(4, record);
    ASSERT_THAT(put->Run(), IsOk());
  }
  void PutMember(const MemberRecord& record) {
    Change(FileKind::kCase, [&](Database& database) {
      Put(database, kMemberKind, record.member, record.version, Encode(record));
    });
  }

  MemberRecord RecordOf(const std::string& member) {
    EXPECT_THAT(Open(), IsOk());
    MemberRecord record = group_.group().members().state()->members.at(member);
    group_.Close();
    return record;
  }

  std::string resource_;  // Of the context given last.
};

// One word of the charter in force.
TEST_F(TamperedRowsTest, AnotherCharterIsRefused) {
  Change(FileKind::kCase, [&](Database& database) {
    auto find = database.Prepare(
        "SELECT id, version, record FROM state WHERE kind = 'charter'");
    ASSERT_THAT(find, IsOk());
    ASSERT_TRUE(*find->Step());
    const std::string id = find->ColumnString(0);
    const uint64_t version = find->ColumnU64(1);
    const auto opened = crypto::OpenRecord(
        RecordsKey(), ContextOf("charter", id, version), find->ColumnBlob(2));
    ASSERT_THAT(opened, IsOk());
    std::string text(crypto::AsText(opened->Reveal()));
    const size_t at = text.find("jeunesse");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 8, "vieilles");
    Put(database, "charter", id, version, crypto::AsBytes(text));
  });
  ExpectFound(kState);
}

TEST_F(TamperedRowsTest, APromotedMemberIsRefused) {
  MemberRecord record = RecordOf("pjj-1");
  record.role = v1::ROLE_COORDINATOR;
  PutMember(record);
  ExpectFound(kState);
}

TEST_F(TamperedRowsTest, AMemberAddedIsRefused) {
  MemberRecord record = RecordOf("pjj-1");
  record.member = "pjj-9";
  record.version = 1;
  PutMember(record);
  ExpectFound(kState);
}

TEST_F(TamperedRowsTest, AMemberTakenAwayIsRefused) {
  Execute(FileKind::kCase, "DELETE FROM state WHERE id = 'pjj-1'");
  ExpectFound(kState);
}

TEST_F(TamperedRowsTest, ACaseTakenAwayIsRefusedAndItsKeyKept) {
  Change(FileKind::kCase, [&](Database& database) {
    auto take = database.Prepare("DELETE FROM cases WHERE id = ?");
    ASSERT_THAT(take, IsOk());
    const std::string id = IdOf(second_);
    take->Text(1, id);
    ASSERT_THAT(take->Run(), IsOk());
  });
  ExpectFound(kAltered);
  // A start that took the absence for granted would have swept it.
  PutTodayBack(/*but=*/"keys.db");
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(TamperedRowsTest, OneCaseInAnothersPlaceIsRefused) {
  Execute(FileKind::kCase,
          "UPDATE cases SET facts = (SELECT other.facts FROM cases AS other"
          " WHERE other.id <> cases.id), headers = (SELECT other.headers"
          " FROM cases AS other WHERE other.id <> cases.id)");
  ExpectFound(kAltered);
}

TEST_F(TamperedRowsTest, ABodyOfAnotherCaseIsRefused) {
  Change(FileKind::kCase, [&](Database& database) {
    auto copy = database.Prepare(
        "UPDATE bodies SET sealed = (SELECT other.sealed FROM bodies AS other"
        " WHERE other.case_id <> bodies.case_id"
        " AND length(other.sealed) > 0 LIMIT 1) WHERE case_id = ?");
    ASSERT_THAT(copy, IsOk());
    const std::string id = IdOf(second_);
    copy->Text(1, id);
    ASSERT_THAT(copy->Run(), IsOk());
  });
  ExpectFound(kAltered);
}

TEST_F(TamperedRowsTest, ABodyTakenAwayIsRefused) {
  Execute(FileKind::kCase, "DELETE FROM bodies");
  ExpectFound(kAltered);
}

TEST_F(TamperedRowsTest, AReferralChangedOrTakenAwayIsRefused) {
  Execute(FileKind::kCase, "UPDATE referrals SET header = sealed");
  ExpectFound(kAltered);
  PutTodayBack();
  Execute(FileKind::kCase, "DELETE FROM referrals");
  ExpectFound(kAltered);
}

TEST_F(TamperedRowsTest, TokensTakenAwayOrAddedAreRefused) {
  Execute(FileKind::kCase,
          "DELETE FROM tokens WHERE token = (SELECT MIN(token) FROM tokens)");
  ExpectFound(kAltered);
  PutTodayBack();
  Execute(FileKind::kCase,
          "INSERT OR IGNORE INTO tokens (token, case_id)"
          " SELECT tokens.token, cases.id FROM tokens, cases");
  ExpectFound(kAltered);
}

TEST_F(TamperedRowsTest, RememberedRequestsChangedOrTakenAwayAreRefused) {
  Execute(FileKind::kCase,
          "DELETE FROM requests"
          " WHERE leaf = (SELECT MAX(leaf) FROM requests)");
  ExpectFound(kAltered);
  PutTodayBack();
  Execute(FileKind::kCase, "UPDATE requests SET version = version + 1");
  ExpectFound(kAltered);
}

TEST_F(TamperedRowsTest, AKeyOfAnotherCaseIsRefused) {
  Execute(FileKind::kKeys,
          "UPDATE case_keys SET wrapped = (SELECT other.wrapped FROM case_keys"
          " AS other WHERE other.case_id <> case_keys.case_id LIMIT 1)");
  ExpectFound("keys.db");
}

TEST_F(TamperedRowsTest, AnEmptiedOutboxIsRefused) {
  Execute(FileKind::kCase, "DELETE FROM outbox");
  ExpectFound("ROLLBACK_SUSPECTED");
}

TEST_F(TamperedRowsTest, LeavesChangedSwappedOrTakenAwayAreRefused) {
  Execute(FileKind::kJournal,
          "DELETE FROM leaves WHERE idx = (SELECT MAX(idx) FROM leaves)");
  ExpectFound("ROLLBACK_SUSPECTED");
  PutTodayBack();
  Execute(FileKind::kJournal, "DELETE FROM leaves WHERE idx = 3");
  ExpectFound(kTree);
  PutTodayBack();
  Execute(FileKind::kJournal,
          "UPDATE leaves SET naming_hash = (SELECT other.naming_hash FROM"
          " leaves AS other WHERE other.idx = 1) WHERE idx = 2");
  ExpectFound("ROLLBACK_SUSPECTED");
}

// Who read is bound by its hash alone, which a start does not recompute.
TEST_F(TamperedRowsTest, WhoReadCannotBeRewritten) {
  Execute(FileKind::kJournal,
          "UPDATE leaves SET naming = (SELECT other.naming FROM leaves AS"
          " other WHERE other.idx = 1) WHERE idx = 2");
  ExpectFound(kTree);
  ASSERT_THAT(Open(), IsOk());
  EXPECT_THAT(group_.group().journal().FindLeaf(2),
              ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
}

}  // namespace
}  // namespace sceau::testing
