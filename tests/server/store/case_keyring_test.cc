#include "server/store/case_keyring.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/case_key_table.h"
#include "server/store/case_table.h"
#include "server/store/group_files.h"
#include "server/store/transaction.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::testing::Eq;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::ReasonIs;
using testing::TempFolder;

constexpr int kIdentity = 1;
constexpr int kSchooling = 5;

class CaseKeyringTest : public ::testing::Test {
 protected:
  void SetUp() override {
    crypto::Secret root_key(crypto::kRootKeyBytes);
    const GroupPaths paths{.data_directory = folder_.Path("data"),
                           .epoch_file = folder_.Path("epochs"),
                           .checkpoint_file = folder_.Path("checkpoint")};
    ASSERT_THAT(CreateGroupFiles(paths, "alencon", root_key, now_), IsOk());
    auto files =
        GroupFiles::Open({.paths = paths, .group = "alencon"}, root_key);
    ASSERT_THAT(files, IsOk());
    files_ = *std::move(files);
  }

  void Put(absl::string_view case_id, const CaseKeys& keys) {
    const auto row = CaseKeyWrapper::Wrap(*files_->epochs().Current(),
                                          "alencon", case_id, keys);
    ASSERT_THAT(PutCaseKeyRow(files_->keys_db(), row), IsOk());
  }
  CaseKeyring& keyring() { return files_->case_keys(); }

  // What `keys` opens of what `sealer` sealed.
  static bool OpensWhat(const CaseKeys& sealer, const CaseKeys& keys) {
    const crypto::Bytes text = {1, 2, 3};
    const crypto::Bytes sealed = sealer.Key(kIdentity).Seal({}, text);
    return keys.Key(kIdentity).Open({}, sealed).ok();
  }

  TempFolder folder_;
  absl::Time now_ = absl::FromUnixSeconds(1'772'442'000);
  std::unique_ptr<GroupFiles> files_;
};

TEST_F(CaseKeyringTest, ACaseWithoutKeyCannotBeRead) {
  EXPECT_THAT(keyring().Find("c1"),
              ReasonIs(v1::ERROR_REASON_CIPHERTEXT_REJECTED));
}

TEST_F(CaseKeyringTest, AKeyMovedToAnotherCaseIsRejected) {
  const auto keys = CaseKeyring::New();
  CaseKeyRow row =
      CaseKeyWrapper::Wrap(*files_->epochs().Current(), "alencon", "c1", *keys);
  row.case_id = "c2";
  ASSERT_THAT(PutCaseKeyRow(files_->keys_db(), row), IsOk());
  EXPECT_THAT(keyring().Find("c2"),
              ReasonIs(v1::ERROR_REASON_CIPHERTEXT_REJECTED));
}

TEST_F(CaseKeyringTest, FindsWhatWasPut) {
  const auto keys = CaseKeyring::New();
  Put("c1", *keys);
  const auto found = keyring().Find("c1");
  ASSERT_THAT(found, IsOk());
  EXPECT_TRUE(OpensWhat(*keys, **found));
  EXPECT_EQ(*keyring().Find("c1"), *found);  // Kept.
}

TEST_F(CaseKeyringTest, CategoriesHaveDifferentKeys) {
  const auto keys = CaseKeyring::New();
  const crypto::Bytes sealed = keys->Key(kIdentity).Seal({}, {});
  EXPECT_FALSE(keys->Key(kSchooling).Open({}, sealed).ok());
  EXPECT_TRUE(keys->Key(kIdentity).Open({}, sealed).ok());
}

TEST_F(CaseKeyringTest, ADroppedCaseIsLookedUpAgain) {
  const auto keys = CaseKeyring::New();
  Put("c1", *keys);
  ASSERT_THAT(keyring().Find("c1"), IsOk());
  ASSERT_THAT(DeleteCaseKey(files_->keys_db(), "c1"), IsOk());
  keyring().Drop("c1");
  EXPECT_THAT(keyring().Find("c1"),
              ReasonIs(v1::ERROR_REASON_CIPHERTEXT_REJECTED));
}

TEST_F(CaseKeyringTest, ManyCasesDoNotGrowTheCacheWithoutEnd) {
  for (size_t i = 0; i < kMaxCachedCases + 10; ++i) {
    Put(absl::StrCat("c", i), *CaseKeyring::New());
  }
  const auto first = keyring().Find("c0");
  ASSERT_THAT(first, IsOk());
  for (size_t i = 1; i < kMaxCachedCases + 10; ++i) {
    ASSERT_THAT(keyring().Find(absl::StrCat("c", i)), IsOk());
  }
  EXPECT_EQ(first->use_count(), 1);  // Ours alone.
}

TEST_F(CaseKeyringTest, ATurnOfTheEpochKeepsEveryKeyAndForgetsTheOld) {
  const auto keys = CaseKeyring::New();
  Put("c1", *keys);
  Put("c2", *CaseKeyring::New());
  ASSERT_THAT(files_->epochs().Begin(now_), IsOk());
  Put("c3", *CaseKeyring::New());  // Under the new one already.
  EXPECT_THAT(RewrapCaseKeys(files_->keys_db(), files_->epochs(), "alencon",
                             /*limit=*/1),
              IsOkAndHolds(Eq(1U)));
  EXPECT_THAT(RewrapCaseKeys(files_->keys_db(), files_->epochs(), "alencon",
                             /*limit=*/10),
              IsOkAndHolds(Eq(1U)));
  EXPECT_THAT(RewrapCaseKeys(files_->keys_db(), files_->epochs(), "alencon",
                             /*limit=*/10),
              IsOkAndHolds(Eq(0U)));
  ASSERT_THAT(files_->epochs().Finish(), IsOk());
  for (const char* id : {"c1", "c2", "c3"}) {
    EXPECT_THAT(keyring().Find(id), IsOk()) << id;
  }
  EXPECT_TRUE(OpensWhat(*keys, **keyring().Find("c1")));
}

TEST_F(CaseKeyringTest, AnOldBackupsKeyOpensNoMoreOnceTheEpochTurned) {
  const auto keys = CaseKeyring::New();
  const CaseKeyRow backup =
      CaseKeyWrapper::Wrap(*files_->epochs().Current(), "alencon", "c1", *keys);
  ASSERT_THAT(files_->epochs().Begin(now_), IsOk());
  ASSERT_THAT(files_->epochs().Finish(), IsOk());
  ASSERT_THAT(PutCaseKeyRow(files_->keys_db(), backup), IsOk());
  EXPECT_THAT(keyring().Find("c1"),
              ReasonIs(v1::ERROR_REASON_CIPHERTEXT_REJECTED));
}

TEST_F(CaseKeyringTest, KeysWithoutACaseAreSwept) {
  auto transaction = Transaction::Begin(files_->case_db());
  ASSERT_THAT(transaction, IsOk());
  const crypto::Hmac row_key(crypto::Bytes(32));
  WriteTransaction view(files_->case_db(), 0, now_, row_key);
  for (int i = 0; i < 2'500; i += 2) {
    ASSERT_THAT(PutCase(view, {absl::StrCat("c", i), 1, {}, {}}), IsOk());
  }
  ASSERT_EQ(transaction->Commit().outcome, CommitOutcome::kDurable);
  const auto keys = CaseKeyring::New();
  auto batch = Transaction::Begin(files_->keys_db());
  ASSERT_THAT(batch, IsOk());
  for (int i = 0; i < 2'500; ++i) Put(absl::StrCat("c", i), *keys);
  ASSERT_EQ(batch->Commit().outcome, CommitOutcome::kDurable);
  EXPECT_THAT(files_->SweepCaseKeys(), IsOkAndHolds(Eq(1'250U)));
  EXPECT_THAT(keyring().Find("c1000"), IsOk());
  EXPECT_THAT(keyring().Find("c1001"),
              ReasonIs(v1::ERROR_REASON_CIPHERTEXT_REJECTED));
  EXPECT_THAT(files_->SweepCaseKeys(), IsOkAndHolds(Eq(0U)));
}

TEST_F(CaseKeyringTest, ThreadsShareOneCase) {
  Put("c1", *CaseKeyring::New());
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this] {
      for (int category = 1; category <= 20; ++category) {
        const auto keys = keyring().Find("c1");
        ASSERT_THAT(keys, IsOk());
        const crypto::Bytes sealed = (*keys)->Key(category).Seal({}, {});
        EXPECT_THAT((*keys)->Key(category).Open({}, sealed), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace sceau
