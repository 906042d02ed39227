// What an open journal promises of its files.
#include "server/journal/journal.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "crypto/merkle.h"
#include "server/journal/checkpoint_store.h"
#include "server/store/leaf_table.h"
#include "server/store/outbox_table.h"
#include "server/store/transaction.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_files.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::Eq;
using ::testing::IsEmpty;

class JournalTest : public ::testing::Test {
 protected:
  absl::Status Open() {
    auto files = disk_.Open();
    if (!files.ok()) return files.status();
    auto journal = Journal::Open(**files, TestFiles::JournalOptions());
    if (!journal.ok()) return journal.status();
    files_ = *std::move(files);
    journal_ = *std::move(journal);
    return absl::OkStatus();
  }
  void Close() {
    journal_.reset();
    files_.reset();
  }

  void RecordMany(size_t count) {
    std::vector<Waiter> waiters(count);
    for (size_t i = 0; i < count; ++i) {
      if (i % 200 == 0 && i > 0) (void)waiters[i - 1].IsReady(kLong);
      journal_->writer().Record(ReadLeaf(), waiters[i].done());
    }
    for (Waiter& waiter : waiters) ASSERT_THAT(waiter.Get(), IsOk());
  }
  void Put(absl::string_view id, uint64_t version = 1) {
    const CaseRow row = SomeCase(id, version);
    ASSERT_THAT(Write(journal_->writer(),
                      [this, row](WriteTransaction& transaction) {
                        return PutCaseWork(transaction, journal_->pseudonyms(),
                                           row);
                      }),
                IsOk());
  }
  // As an operator copies the data directory of a stopped server.
  void Backup(const std::string& name) {
    fs::copy(disk_.paths().data_directory, disk_.folder().Path(name),
             fs::copy_options::recursive);
  }
  void Restore(const std::string& name, const std::string& file) {
    fs::copy_file(disk_.folder().Path(name) + "/" + file, disk_.DataFile(file),
                  fs::copy_options::overwrite_existing);
  }
  static std::string CauseOf(const absl::Status& status) {
    EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
    return MetadataOf(status, "cause");
  }
  crypto::Checkpoint Newest() {
    auto checkpoint = crypto::VerifyCheckpoint(
        journal_->NewestCheckpoint(), journal_->verifier_key(), kFilesOrigin);
    EXPECT_THAT(checkpoint, IsOk());
    return checkpoint.ok() ? *checkpoint : crypto::Checkpoint();
  }
  // Changes journal.db behind the journal's back.
  void Tamper(const std::function<absl::Status(Database&)>& change) {
    auto files = disk_.Open();
    ASSERT_THAT(files, IsOk());
    ASSERT_THAT(change((*files)->journal_db()), IsOk());
  }

  static constexpr std::chrono::milliseconds kLong{10'000};
  TestFiles disk_;
  std::unique_ptr<GroupFiles> files_;
  std::unique_ptr<Journal> journal_;
};

TEST_F(JournalTest, AnOlderJournalIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(3);
  Close();
  Backup("yesterday");
  ASSERT_THAT(Open(), IsOk());
  RecordMany(2);
  Close();
  Restore("yesterday", "journal.db");
  EXPECT_EQ(CauseOf(Open()), "journal_older");
}

TEST_F(JournalTest, AWholeOlderDataDirectoryIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  Put("c1");
  Close();
  Backup("yesterday");
  ASSERT_THAT(Open(), IsOk());
  Put("c2");
  Close();
  for (const char* file : {"case.db", "keys.db", "journal.db"}) {
    Restore("yesterday", file);
  }
  EXPECT_EQ(CauseOf(Open()), "journal_older");
}

TEST_F(JournalTest, AnOlderCaseFileIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  Put("c1", 1);
  Close();
  Backup("yesterday");
  ASSERT_THAT(Open(), IsOk());
  Put("c1", 2);
  Close();
  Restore("yesterday", "case.db");
  EXPECT_EQ(CauseOf(Open()), "case_older");
}

TEST_F(JournalTest, AnEmptyCaseFileIsRefused) {
  Backup("new");
  ASSERT_THAT(Open(), IsOk());
  Put("c1");
  Close();
  Restore("new", "case.db");
  EXPECT_EQ(CauseOf(Open()), "case_older");
}

TEST_F(JournalTest, ARewrittenHistoryIsRefused) {
  Backup("new");
  ASSERT_THAT(Open(), IsOk());
  RecordMany(5);
  Close();
  const std::string stored = disk_.folder().Path("stored");
  fs::copy_file(disk_.paths().checkpoint_file, stored);
  // Another five leaves instead, with the right keys, even longer.
  for (const char* file : {"case.db", "keys.db", "journal.db"}) {
    Restore("new", file);
  }
  fs::remove(disk_.paths().checkpoint_file);
  {
    auto files = disk_.Open();
    ASSERT_THAT(files, IsOk());
    ASSERT_THAT(Journal::Create(**files, kFilesOrigin), IsOk());
  }
  ASSERT_THAT(Open(), IsOk());
  RecordMany(8);
  Close();
  fs::copy_file(stored, disk_.paths().checkpoint_file,
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(CauseOf(Open()), "journal_parted");
}

TEST_F(JournalTest, AMissingCheckpointKeepsTheGroupClosed) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(1);
  Close();
  ASSERT_TRUE(fs::remove(disk_.paths().checkpoint_file));
  EXPECT_EQ(CauseOf(Open()), "checkpoint_missing");
  auto files = disk_.Open();
  ASSERT_THAT(files, IsOk());
  EXPECT_THAT(Journal::Create(**files, kFilesOrigin),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(JournalTest, AnotherGroupsCheckpointIsRefused) {
  const TestFiles other;
  fs::remove(disk_.paths().checkpoint_file);
  const crypto::SigningKey key(crypto::Bytes(32, 7));
  ASSERT_THAT(
      CheckpointStore::Create(
          disk_.paths().checkpoint_file,
          crypto::SignCheckpoint(
              {.origin = kFilesOrigin, .size = 0, .root = crypto::EmptyRoot()},
              key)),
      IsOk());
  EXPECT_EQ(CauseOf(Open()), "checkpoint_foreign");
}

TEST_F(JournalTest, AMissingLeafBreaksTheTree) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(5);
  Close();
  Tamper([](Database& database) {
    return database.Execute("DELETE FROM leaves WHERE idx = 2");
  });
  EXPECT_THAT(Open(), ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
}

TEST_F(JournalTest, ACutJournalIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(5);
  Close();
  Tamper([](Database& database) {
    return database.Execute("DELETE FROM leaves WHERE idx >= 4");
  });
  EXPECT_EQ(CauseOf(Open()), "journal_older");
}

TEST_F(JournalTest, AnAlteredLeafIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(5);
  Close();
  Tamper([](Database& database) {
    return database.Execute(
        "UPDATE leaves SET naming_hash ="
        " (SELECT naming_hash FROM leaves WHERE idx = 0) WHERE idx = 3");
  });
  EXPECT_EQ(CauseOf(Open()), "journal_parted");
}

TEST_F(JournalTest, AnAlteredNodeIsRefused) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(256);
  Close();
  Tamper([](Database& database) {
    return database.Execute("UPDATE nodes SET hash = zeroblob(32)");
  });
  EXPECT_THAT(Open(), ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
}

TEST_F(JournalTest, AForgottenNamingPartKeepsTheTree) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(3);
  Close();
  Tamper([](Database& database) {
    return database.Execute("UPDATE leaves SET naming = NULL WHERE idx = 1");
  });
  ASSERT_THAT(Open(), IsOk());
  const auto leaf = journal_->FindLeaf(1);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_THAT(leaf->naming, IsEmpty());
}

TEST_F(JournalTest, LeavesThatOnlyTheOutboxHasAreAppended) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(2);
  Put("c1");
  const crypto::Bytes binding = journal_->FindLeaf(2)->binding;
  Close();
  // As a cut between the commits of case.db and journal.db leaves them, before
  // the next checkpoint.
  Tamper([](Database& database) {
    return database.Execute("DELETE FROM leaves WHERE idx = 2");
  });
  fs::remove(disk_.paths().checkpoint_file);
  {
    auto files = disk_.Open();
    ASSERT_THAT(files, IsOk());
    const crypto::SigningKey key((*files)->keys().checkpoint_seed.Reveal());
    ReadConnection leaves((*files)->journal_db());
    crypto::MerkleFrontier frontier;
    ASSERT_THAT(VisitLeaves(leaves, 0, 2, /*with_naming=*/false,
                            [&](const LeafRow& row) {
                              crypto::Hash hash = {};
                              std::ranges::copy(row.naming_hash, hash.begin());
                              frontier.Append(LeafHashOf(row.binding, hash));
                              return absl::OkStatus();
                            }),
                IsOk());
    ASSERT_THAT(
        CheckpointStore::Create(
            disk_.paths().checkpoint_file,
            crypto::SignCheckpoint(
                {.origin = kFilesOrigin, .size = 2, .root = frontier.Root()},
                key)),
        IsOk());
  }
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(journal_->size(), 3U);
  EXPECT_EQ(journal_->FindLeaf(2)->binding, binding);
  const Pseudonyms& pseudonyms = journal_->pseudonyms();
  EXPECT_TRUE(journal_->row_map().Matches(
      pseudonyms.Of("case", "c1"),
      pseudonyms.DigestRow("case", "c1", CanonicalOf(SomeCase("c1")))));
}

TEST_F(JournalTest, KeysOfARefusedCaseFileAreNotSwept) {
  ASSERT_THAT(Open(), IsOk());
  Put("c1");
  Close();
  Backup("yesterday");
  ASSERT_THAT(Open(), IsOk());
  ASSERT_THAT(Write(journal_->writer(),
                    [this](WriteTransaction& transaction) {
                      transaction.PutCaseKey("c2", CaseKeyring::New());
                      return PutCaseWork(transaction, journal_->pseudonyms(),
                                         SomeCase("c2"));
                    }),
              IsOk());
  Close();
  fs::copy_file(disk_.DataFile("case.db"), disk_.folder().Path("newest"));
  Restore("yesterday", "case.db");
  EXPECT_EQ(CauseOf(Open()), "case_older");
  fs::copy_file(disk_.folder().Path("newest"), disk_.DataFile("case.db"),
                fs::copy_options::overwrite_existing);
  ASSERT_THAT(Open(), IsOk());
  EXPECT_THAT(files_->case_keys().Find("c2"), IsOk());
}

TEST_F(JournalTest, TheRowMapIsRebuilt) {
  ASSERT_THAT(Open(), IsOk());
  Put("c1", 1);
  Put("c1", 2);
  Put("c2", 1);
  Close();
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(journal_->row_map().size(), 2U);
  const Pseudonyms& pseudonyms = journal_->pseudonyms();
  const auto matches = [&](uint64_t version) {
    return journal_->row_map().Matches(
        pseudonyms.Of("case", "c1"),
        pseudonyms.DigestRow("case", "c1",
                             CanonicalOf(SomeCase("c1", version))));
  };
  EXPECT_TRUE(matches(2));
  EXPECT_FALSE(matches(1));
}

TEST_F(JournalTest, ACheckpointIsStoredBeforeItIsShown) {
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(Newest().size, 0U);
  RecordMany(1);
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (Newest().size == 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(Newest().size, 1U);
  const std::string shown = journal_->NewestCheckpoint();
  Close();
  const auto store = CheckpointStore::Open(disk_.paths().checkpoint_file);
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT((*store)->Load(), IsOkAndHolds(Eq(shown)));
}

TEST_F(JournalTest, TheEndStoresALastCheckpoint) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(7);
  Close();
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(Newest().size, 7U);
}

TEST_F(JournalTest, AClientCanWitness) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(300);
  Close();
  ASSERT_THAT(Open(), IsOk());
  const crypto::Checkpoint older = Newest();
  ASSERT_EQ(older.size, 300U);
  RecordMany(323);
  Close();
  ASSERT_THAT(Open(), IsOk());
  const crypto::Checkpoint newer = Newest();
  const auto consistency = journal_->ConsistencyProof(older.size, newer.size);
  ASSERT_THAT(consistency, IsOk());
  EXPECT_THAT(crypto::VerifyConsistency(older.size, newer.size, *consistency,
                                        older.root, newer.root),
              IsOk());
  for (const uint64_t index :
       {0U, 1U, 255U, 256U, 299U, 300U, 511U, 512U, 622U}) {
    const auto leaf = journal_->FindLeaf(index);
    ASSERT_THAT(leaf, IsOk());
    for (const crypto::Checkpoint& checkpoint : {older, newer}) {
      if (index >= checkpoint.size) continue;
      const auto proof = journal_->InclusionProof(index, checkpoint.size);
      ASSERT_THAT(proof, IsOk());
      EXPECT_THAT(
          crypto::VerifyInclusion(leaf->leaf_hash, index, checkpoint.size,
                                  *proof, checkpoint.root),
          IsOk());
    }
  }
}

TEST_F(JournalTest, ProofsOfWhatIsNotDurableAreRefused) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(3);
  constexpr auto kInvalid = v1::ERROR_REASON_FIELD_INVALID;
  EXPECT_THAT(journal_->InclusionProof(3, 3), ReasonIs(kInvalid));
  EXPECT_THAT(journal_->InclusionProof(0, 4), ReasonIs(kInvalid));
  EXPECT_THAT(journal_->InclusionProof(0, 0), ReasonIs(kInvalid));
  EXPECT_THAT(journal_->ConsistencyProof(0, 3), ReasonIs(kInvalid));
  EXPECT_THAT(journal_->ConsistencyProof(2, 1), ReasonIs(kInvalid));
  EXPECT_THAT(journal_->ConsistencyProof(2, 4), ReasonIs(kInvalid));
  EXPECT_THAT(journal_->FindLeaf(3), ReasonIs(kInvalid));
}

// On a moved clock: who is named in the first leaves is forgotten, and they are
// proven as before.
TEST_F(JournalTest, ForgottenLeavesAreStillProven) {
  constexpr uint64_t kOld = 1'300;  // More than one slice.
  const absl::Time later = kFilesNow + absl::Hours(24 * 365 * 3);
  std::atomic<bool> is_later{false};
  auto files = disk_.Open();
  ASSERT_THAT(files, IsOk());
  Journal::Options options = TestFiles::JournalOptions();
  options.clock = [&is_later, later] { return is_later ? later : kFilesNow; };
  auto journal = Journal::Open(**files, options);
  ASSERT_THAT(journal, IsOk());
  files_ = *std::move(files);
  journal_ = *std::move(journal);
  RecordMany(kOld);
  const uint64_t old_end = journal_->size();
  const auto before = journal_->FindLeaf(7);
  ASSERT_THAT(before, IsOk());
  const auto proof = journal_->InclusionProof(7, old_end);
  is_later = true;
  RecordMany(10);
  EXPECT_FALSE(journal_->FindLeaf(7)->naming.empty());
  journal_->Forget(later - absl::Hours(24));
  // At once for who asks.
  EXPECT_TRUE(journal_->FindLeaf(7)->naming.empty());
  EXPECT_THAT(journal_->Visit(0, old_end,
                              [](uint64_t, crypto::ByteView,
                                 crypto::ByteView naming) -> absl::Status {
                                return naming.empty()
                                           ? absl::OkStatus()
                                           : absl::InternalError("named");
                              }),
              IsOk());
  // The writer forgets a slice after each batch.
  RecordMany(1);
  const auto still_named = [this] {
    ReadPool::Lease reader = files_->journal_reads().Take();
    uint64_t named = 0;
    EXPECT_THAT(VisitLeaves(*reader, 0, journal_->size(), /*with_naming=*/true,
                            [&named](const LeafRow& row) {
                              named += row.naming.empty() ? 0 : 1;
                              return absl::OkStatus();
                            }),
                IsOk());
    return named;
  };
  const uint64_t size = journal_->size();
  Close();  // Its end waits for the writer.
  for (int starts = 0; starts < 3; ++starts) {
    ASSERT_THAT(Open(), IsOk());
    journal_->Forget(later - absl::Hours(24));
    RecordMany(1);
    // Idle, it goes on by itself.
    const auto deadline = std::chrono::steady_clock::now() + kLong;
    while (still_named() > size - old_end + 3 &&
           std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(still_named(), journal_->size() - old_end);
    EXPECT_THAT(journal_->CheckNaming(), IsOk());
    const auto after = journal_->FindLeaf(7);
    ASSERT_THAT(after, IsOk());
    EXPECT_EQ(after->leaf_hash, before->leaf_hash);
    EXPECT_THAT(journal_->InclusionProof(7, old_end), IsOkAndHolds(*proof));
    Close();
  }
}

// Only the oldest are forgotten: one between named ones was taken away.
TEST_F(JournalTest, ANamingPartTakenAwayTooEarlyIsFound) {
  ASSERT_THAT(Open(), IsOk());
  RecordMany(5);
  Close();
  Tamper([](Database& database) {
    auto transaction = Transaction::Begin(database);
    RETURN_IF_ERROR(ForgetNaming(database, 2, 3));
    return transaction->Commit().status;
  });
  ASSERT_THAT(Open(), IsOk());
  EXPECT_THAT(journal_->CheckNaming(),
              ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
}

}  // namespace
}  // namespace sceau::testing
