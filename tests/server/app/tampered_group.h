// A group whose administrator is root and dishonest: yesterday's files beside
// today's, and a way into the databases with the group's own keys.
#ifndef SCEAU_TESTS_SERVER_APP_TAMPERED_GROUP_H_
#define SCEAU_TESTS_SERVER_APP_TAMPERED_GROUP_H_

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "proto/contract/names.h"
#include "server/operator/check.h"
#include "server/store/database.h"
#include "server/store/key_provider.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau::testing {

class TamperedGroupTest : public ::testing::Test {
 protected:
  static constexpr const char* kFiles[] = {"case.db", "keys.db", "journal.db"};

  // Yesterday: one case. Today: the person was told, a deposit, a second case,
  // a referral. Closed.
  TamperedGroupTest() {
    first_ = desk().OpenCase(20, "HIER", "Noé");
    group_.Close();
    std::filesystem::copy(data(), yesterday(),
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy(group_.place().checkpoint_file,
                          group_.folder() + "/checkpoint-yesterday");
    EXPECT_THAT(Open(), IsOk());
    desk().Tell(first_, 20);
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    EXPECT_THAT(desk().Deposit(kCoordinator, first_, body), IsOk());
    second_ = desk().OpenCase(20, "DEMAIN", "Zoé");
    EXPECT_THAT(desk().Refer("mission-locale-1", desk().SampleReferral(20)),
                IsOk());
    for (const std::string& name : {first_, second_}) {
      today_.push_back(desk().Read(kCoordinator, name)->SerializeAsString());
    }
    group_.Close();
    std::filesystem::copy(data(), group_.folder() + "/today",
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy(group_.place().checkpoint_file,
                          group_.folder() + "/checkpoint-today");
  }

  // Opens the group again, with a desk that works in it.
  absl::Status Open() {
    const absl::Status opened = group_.Open();
    if (opened.ok()) desk_.emplace(group_);
    return opened;
  }
  CaseDesk& desk() { return *desk_; }

  std::string data() const { return group_.place().data_dir; }
  std::string yesterday() const { return group_.folder() + "/yesterday"; }
  std::string FileOf(const std::string& name) const {
    return data() + "/" + name;
  }

  // The files as they were when the fixture was made, but for one; the
  // checkpoint too, which a group that opened meanwhile has moved on.
  void PutTodayBack(const std::string& but = "") {
    group_.Close();
    std::filesystem::copy_file(
        group_.folder() + "/checkpoint-today", group_.place().checkpoint_file,
        std::filesystem::copy_options::overwrite_existing);
    for (const char* const name : kFiles) {
      if (name == but) continue;
      std::filesystem::remove(FileOf(name) + "-wal");
      std::filesystem::remove(FileOf(name) + "-shm");
      std::filesystem::copy_file(
          group_.folder() + "/today/" + name, FileOf(name),
          std::filesystem::copy_options::overwrite_existing);
    }
  }

  static std::string ReadAll(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void WriteAt(const std::string& path, size_t offset,
                      const std::string& bytes) {
    std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(static_cast<std::streamoff>(offset));
    out << bytes;
  }

  // What `sceaud check` says is wrong.
  std::vector<std::string> Problems() {
    CheckReport report;
    CheckGroup(group_.place(), group_.World(), Language::kFrench, report);
    return report.problems;
  }

  // Whether nothing but today's content can be had: the group does not open,
  // or each case is refused or whole.
  void ExpectNothingElseIsServed() {
    if (!Open().ok()) return;
    for (size_t i = 0; i < today_.size(); ++i) {
      const auto read = desk().Read(kCoordinator, i == 0 ? first_ : second_);
      if (!read.ok()) continue;
      EXPECT_EQ(read->SerializeAsString(), today_[i]);
    }
    const auto list = desk().List(kCoordinator);
    EXPECT_EQ(list.ok() ? list->cases_size() : 2, 2);
    group_.Close();
  }

  // One sentence with its remedy, and nothing wrong is served.
  void ExpectFound(const std::string& sentence) {
    EXPECT_THAT(Problems(),
                ::testing::ElementsAre(::testing::HasSubstr(sentence)));
    ExpectNothingElseIsServed();
  }

  // As root with the key: changes a file of the closed group through the
  // engine itself.
  void Change(FileKind kind, const std::function<void(Database&)>& change) {
    auto root_key = FileKeyProvider(group_.place().root_key_file).RootKey();
    ASSERT_THAT(root_key, IsOk());
    const crypto::GroupKeys keys =
        crypto::DeriveGroupKeys(*root_key, kTestGroup, kGroupKeyVersion);
    const bool is_case = kind == FileKind::kCase;
    auto database = Database::Open(
        {.path = FileOf(is_case                   ? "case.db"
                        : kind == FileKind::kKeys ? "keys.db"
                                                  : "journal.db"),
         .mode = DatabaseOptions::Mode::kWrite},
        is_case                   ? keys.case_db
        : kind == FileKind::kKeys ? keys.keys_db
                                  : keys.journal_db);
    ASSERT_THAT(database, IsOk());
    change(**database);
  }
  void Execute(FileKind kind, Sql sql) {
    Change(kind, [sql](Database& database) {
      ASSERT_THAT(database.Execute(sql), IsOk());
    });
  }

  TestGroup group_;
  std::optional<CaseDesk> desk_{group_};
  std::string first_;
  std::string second_;
  std::vector<std::string> today_;  // The cases, as the coordinator reads them.
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_APP_TAMPERED_GROUP_H_
