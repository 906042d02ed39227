// P7 against root without the keys: bytes, pages and whole files of the group
// changed or put back, one at a time. Each is refused, `sceaud check` says so
// in a sentence, and nothing but the newest content is served.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "tests/server/app/tampered_group.h"
#include "tests/support/test_files.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr size_t kPageBytes = 4'096;
// At the head of a file, repeated from the key and read by nobody.
constexpr size_t kSaltBytes = 16;

using TamperedFilesTest = TamperedGroupTest;

TEST_F(TamperedFilesTest, UntouchedFilesAreSound) {
  EXPECT_THAT(Problems(), IsEmpty());
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(desk().Read(kCoordinator, first_)->SerializeAsString(), today_[0]);
}

TEST_F(TamperedFilesTest, AFlippedBitOnAnyPageIsFound) {
  for (const char* const name : kFiles) {
    const std::string bytes = ReadAll(FileOf(name));
    ASSERT_EQ(bytes.size() % kPageBytes, 0u) << name;
    for (size_t page = 0; page < bytes.size() / kPageBytes; ++page) {
      const size_t at = page * kPageBytes + kSaltBytes +
                        (page * 977) % (kPageBytes - kSaltBytes);
      WriteAt(FileOf(name), at,
              std::string(1, static_cast<char>(bytes[at] ^ 1)));
      EXPECT_THAT(Problems(), ElementsAre(HasSubstr(name)))
          << name << " page " << page;
      WriteAt(FileOf(name), at, bytes.substr(at, 1));
    }
  }
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(TamperedFilesTest, AnOldPagePutBackIsFoundOrChangesNothing) {
  size_t found = 0;
  for (const char* const name : kFiles) {
    const std::string old = ReadAll(yesterday() + "/" + name);
    const std::string bytes = ReadAll(FileOf(name));
    for (size_t at = 0; at < std::min(old.size(), bytes.size());
         at += kPageBytes) {
      if (old.compare(at, kPageBytes, bytes, at, kPageBytes) == 0) continue;
      SCOPED_TRACE(absl::StrCat(name, " page ", at / kPageBytes));
      WriteAt(FileOf(name), at, old.substr(at, kPageBytes));
      if (!Problems().empty()) ++found;
      ExpectNothingElseIsServed();
      PutTodayBack();
    }
  }
  EXPECT_GT(found, 3u);
}

TEST_F(TamperedFilesTest, AnOldFileAloneIsRefused) {
  for (const char* const name : kFiles) {
    SCOPED_TRACE(name);
    fs::copy_file(yesterday() + "/" + name, FileOf(name),
                  fs::copy_options::overwrite_existing);
    EXPECT_THAT(Problems(), SizeIs(1));
    ExpectNothingElseIsServed();
    PutTodayBack();
  }
}

TEST_F(TamperedFilesTest, OldKeysDestroyNothing) {
  fs::copy_file(yesterday() + "/keys.db", FileOf("keys.db"),
                fs::copy_options::overwrite_existing);
  ExpectFound("keys.db");
  fs::copy_file(group_.folder() + "/today/keys.db", FileOf("keys.db"),
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(TamperedFilesTest, AllOfYesterdaysDataIsRefused) {
  fs::remove_all(data());
  fs::copy(yesterday(), data(), fs::copy_options::recursive);
  ExpectFound("ROLLBACK_SUSPECTED");
}

TEST_F(TamperedFilesTest, ACutJournalIsRefused) {
  const std::string bytes = ReadAll(FileOf("journal.db"));
  fs::resize_file(FileOf("journal.db"), bytes.size() - kPageBytes);
  EXPECT_THAT(Problems(), SizeIs(1));
  ExpectNothingElseIsServed();
  fs::resize_file(FileOf("journal.db"), 0);
  EXPECT_THAT(Problems(), SizeIs(1));
  ExpectNothingElseIsServed();
}

TEST_F(TamperedFilesTest, WithoutItsCheckpointTheGroupStaysClosed) {
  const std::string path = group_.place().checkpoint_file;
  fs::resize_file(path, 0);
  ExpectFound("ROLLBACK_SUSPECTED");
  // Another group's, which another key signed.
  const TestFiles other;
  fs::copy_file(other.paths().checkpoint_file, path,
                fs::copy_options::overwrite_existing);
  ExpectFound("ROLLBACK_SUSPECTED");
  fs::remove(path);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("absent")));
  ExpectNothingElseIsServed();
}

// What a server alone cannot see: data and checkpoint set back together.
// Whoever has seen today's checkpoint does (tests/client/lib/witness_test).
TEST_F(TamperedFilesTest, EverythingSetBackIsSeenByWitnessesAlone) {
  ASSERT_THAT(Open(), IsOk());
  const auto seen = crypto::VerifyCheckpoint(
      group_.group().journal().NewestCheckpoint(),
      group_.group().journal().verifier_key(), group_.place().origin());
  ASSERT_THAT(seen, IsOk());
  group_.Close();
  fs::remove_all(data());
  fs::copy(yesterday(), data(), fs::copy_options::recursive);
  fs::copy_file(group_.folder() + "/checkpoint-yesterday",
                group_.place().checkpoint_file,
                fs::copy_options::overwrite_existing);
  // The epoch file is in no backup: yesterday's case keys may be past reading.
  ASSERT_THAT(Open(), IsOk());
  EXPECT_THAT(
      group_.group().journal().ConsistencyProof(seen->size, seen->size + 1),
      ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(TamperedFilesTest, TwoServersOfOneCopyDoNotShareACheckpoint) {
  GroupPlace copy = group_.place();
  copy.data_dir = group_.folder() + "/copy";
  fs::copy(data(), copy.data_dir, fs::copy_options::recursive);
  ASSERT_THAT(Open(), IsOk());
  EXPECT_FALSE(Group::Open(copy, group_.World()).ok());
  CheckReport report;
  CheckGroup(copy, group_.World(), Language::kFrench, report);
  EXPECT_THAT(report.problems, ElementsAre(HasSubstr("un autre processus")));
  // One after the other: what the first one wrote, the second one lacks.
  ASSERT_THAT(desk().Read(kCoordinator, first_), IsOk());
  group_.Close();
  EXPECT_THAT(Group::Open(copy, group_.World()).status(),
              ReasonIs(v1::ERROR_REASON_ROLLBACK_SUSPECTED));
}

TEST_F(TamperedFilesTest, AClockSetBackReopensNothing) {
  ASSERT_THAT(Open(), IsOk());
  desk().Convene(first_, {"mission-locale-1"});
  ASSERT_THAT(desk().Read("mission-locale-1", first_), IsOk());
  const absl::Time then = group_.now();
  group_.Advance(absl::Hours(24 * 60));
  ASSERT_THAT(desk().Read("mission-locale-1", first_),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  for (const bool reopens : {false, true}) {
    group_.SetNow(then);
    if (reopens) {
      group_.Close();
      ASSERT_THAT(Open(), IsOk());
    }
    EXPECT_THAT(desk().Read("mission-locale-1", first_),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << reopens;
    EXPECT_EQ(group_.group().journal().last_leaf_time(),
              then + absl::Hours(24 * 60));
  }
}

}  // namespace
}  // namespace sceau::testing
