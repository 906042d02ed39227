// The files of a group and its journal for one test, without charter or
// members: what the rooms store and journal stand on.
#ifndef SCEAU_TESTS_SUPPORT_TEST_FILES_H_
#define SCEAU_TESTS_SUPPORT_TEST_FILES_H_

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "crypto/digest.h"
#include "server/journal/journal.h"
#include "server/store/case_table.h"
#include "server/store/group_files.h"
#include "tests/support/temp_folder.h"

namespace sceau::testing {

inline constexpr char kFilesGroup[] = "alencon";
inline constexpr char kFilesOrigin[] = "sceau.example/alencon/journal";
inline const absl::Time kFilesNow = absl::FromUnixSeconds(1'772'442'000);

// Makes the group's files when constructed; opens them as often as asked.
class TestFiles {
 public:
  TestFiles() {
    const absl::Status made =
        CreateGroupFiles(paths(), kFilesGroup, root_key(), kFilesNow);
    EXPECT_TRUE(made.ok()) << made;
    auto files = Open();
    EXPECT_TRUE(files.ok()) << files.status();
    if (!files.ok()) return;
    const absl::Status journal = Journal::Create(**files, kFilesOrigin);
    EXPECT_TRUE(journal.ok()) << journal;
  }

  GroupPaths paths() const {
    return {.data_directory = folder_.Path("data"),
            .epoch_file = folder_.Path("epochs"),
            .checkpoint_file = folder_.Path("checkpoint")};
  }
  std::string DataFile(absl::string_view name) const {
    return paths().data_directory + "/" + std::string(name);
  }
  const TempFolder& folder() const { return folder_; }

  static crypto::Secret root_key() {
    crypto::Secret key(crypto::kRootKeyBytes);
    key.RevealMutable()[0] = 1;
    return key;
  }

  absl::StatusOr<std::unique_ptr<GroupFiles>> Open(
      const std::string& vfs = "") const {
    return GroupFiles::Open(
        {.paths = paths(), .group = kFilesGroup, .vfs = vfs}, root_key());
  }

  static Journal::Options JournalOptions() {
    return {.origin = kFilesOrigin,
            .clock = [] { return kFilesNow; },
            .random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); }};
  }

 private:
  TempFolder folder_;
};

// A leaf of a read.
inline LeafDraft ReadLeaf() {
  LeafDraft leaf;
  leaf.operation = v1::OPERATION_READ;
  leaf.outcome = Outcome::kAllowed;
  leaf.member = "camille";
  leaf.partner = "mairie";
  return leaf;
}

// The bytes a case row is digested over.
inline crypto::Bytes CanonicalOf(const CaseRow& row) {
  crypto::Bytes bytes = row.facts;
  bytes.insert(bytes.end(), row.headers.begin(), row.headers.end());
  bytes.push_back(static_cast<uint8_t>(row.version));
  return bytes;
}

// Puts `row` and says so in its leaf.
inline WriteResult PutCaseWork(WriteTransaction& transaction,
                               const Pseudonyms& pseudonyms,
                               const CaseRow& row) {
  WriteResult result;
  result.leaf = ReadLeaf();
  result.leaf.operation = v1::OPERATION_CASE_CREATE;
  result.leaf.rows = {
      {.row = pseudonyms.Of("case", row.id),
       .digest = pseudonyms.DigestRow("case", row.id, CanonicalOf(row))}};
  result.status = PutCase(transaction, row);
  return result;
}

inline CaseRow SomeCase(absl::string_view id, uint64_t version = 1) {
  return {.id = std::string(id),
          .version = version,
          .facts = {1, 2, 3},
          .headers = {4, 5, 6}};
}

// A Done to wait for.
class Waiter {
 public:
  GroupWriter::Done done() {
    return [promise = promise_](absl::StatusOr<Receipt> receipt) {
      promise->set_value(std::move(receipt));
    };
  }
  absl::StatusOr<Receipt> Get() { return future_.get(); }
  bool IsReady(std::chrono::milliseconds within) const {
    return future_.wait_for(within) == std::future_status::ready;
  }

 private:
  std::shared_ptr<std::promise<absl::StatusOr<Receipt>>> promise_ =
      std::make_shared<std::promise<absl::StatusOr<Receipt>>>();
  std::future<absl::StatusOr<Receipt>> future_ = promise_->get_future();
};

inline absl::StatusOr<Receipt> Record(GroupWriter& writer, LeafDraft leaf) {
  Waiter waiter;
  writer.Record(std::move(leaf), waiter.done());
  return waiter.Get();
}

inline absl::StatusOr<Receipt> Write(GroupWriter& writer,
                                     GroupWriter::Work work) {
  Waiter waiter;
  writer.Write(std::move(work), waiter.done());
  return waiter.Get();
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_TEST_FILES_H_
