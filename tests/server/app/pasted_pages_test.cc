// P7 against root without the keys: one old page, which authenticates, pasted
// over today's; of every table and index of case.db and journal.db. The group
// stays closed, or refuses what stands there; nothing old is ever served.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/store/key_provider.h"
#include "tests/server/app/page_map.h"
#include "tests/support/case_desk.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kDays = 8;
constexpr int kCasesADay = 3;
constexpr size_t kReadsADay = 150;
// Of each table and index, when it has so many old pages.
constexpr size_t kTriesOfEach = 10;
constexpr size_t kTriesInAll = 120;

constexpr char kPartner[] = "mission-locale-1";
constexpr const char* kFiles[] = {"case.db", "keys.db", "journal.db"};

constexpr char kRefused[] = "refused";

// A refusal for what the files hold. What charter and request are refused for
// is an answer like any other.
std::string Told(const absl::Status& status) {
  switch (ReasonOf(status)) {
    case v1::ERROR_REASON_DATABASE_CORRUPT:
    case v1::ERROR_REASON_AUDIT_TREE_BROKEN:
    case v1::ERROR_REASON_CIPHERTEXT_REJECTED:
    case v1::ERROR_REASON_INVARIANT_BROKEN:
      return kRefused;
    default:
      return status.ToString();
  }
}

// An old page of one file.
struct Try {
  std::string object = {};  // Table or index it belongs to.
  std::string file = {};
  int day = 0;  // Whose copy it comes from.
  uint32_t page = 0;
};

class PastedPagesTest : public ::testing::Test {
 protected:
  // Kept over all days, with what each case is called and was asked with.
  struct Asked {
    v1::CreateCaseRequest request = {};
    std::string name = {};
    std::string family = {};
  };

  void Live() {
    for (int day = 0; day < kDays; ++day) {
      EXPECT_THAT(group_.Open(), IsOk());
      CaseDesk desk(group_);
      for (int i = 0; i < kCasesADay; ++i) OpenOne(desk, day * kCasesADay + i);
      Append();
      group_.Close();
      Keep(day);
    }
  }

  void OpenOne(CaseDesk& desk, int number) {
    const std::string family(1, static_cast<char>('A' + number));
    Asked asked{.request = desk.OpenCaseRequest(
                    20, absl::StrCat("FAMILLE", family), "Noé")};
    asked.family = asked.request.inline_referral().identity().family_name();
    const auto made = desk.Create(asked.request);
    ASSERT_THAT(made, IsOk());
    asked.name = made->name();
    desk.Tell(asked.name, 20);
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    ASSERT_THAT(desk.Deposit(kCoordinator, asked.name, body), IsOk());
    if (number % 2 == 0) desk.Convene(asked.name, {kPartner});
    if (number % 3 == 0) desk.Lead(asked.name, "mission-locale", kPartner);
    const auto referred = desk.Refer(kPartner, desk.SampleReferral(20));
    ASSERT_THAT(referred, IsOk());
    referrals_.push_back(referred->name());
    // An older case moves on.
    if (!asked_.empty()) {
      const Asked& other = asked_[asked_.size() / 2];
      ASSERT_THAT(desk.Deposit(kCoordinator, other.name, body), IsOk());
    }
    asked_.push_back(std::move(asked));
  }

  // Leaves of reads, so that the tree has nodes.
  void Append() {
    std::vector<std::future<absl::Status>> done;
    for (size_t i = 0; i < kReadsADay; ++i) {
      auto promise = std::make_shared<std::promise<absl::Status>>();
      done.push_back(promise->get_future());
      LeafDraft leaf;
      leaf.operation = v1::OPERATION_READ;
      leaf.outcome = Outcome::kAllowed;
      leaf.member = kPartner;
      leaf.partner = "mission-locale";
      group_.group().journal().writer().Record(
          std::move(leaf), [promise](absl::StatusOr<Receipt> receipt) {
            promise->set_value(receipt.status());
          });
    }
    for (auto& each : done) ASSERT_THAT(each.get(), IsOk());
  }

  std::string FolderOf(int day) const {
    return absl::StrCat(group_.folder(), "/day-", day);
  }
  std::string FileOf(const std::string& name) const {
    return group_.place().data_dir + "/" + name;
  }
  void Keep(int day) {
    fs::create_directory(FolderOf(day));
    for (const char* const name : kFiles) {
      fs::copy_file(FileOf(name), FolderOf(day) + "/" + name);
    }
    fs::copy_file(group_.place().checkpoint_file,
                  FolderOf(day) + "/checkpoint");
  }
  void PutTodayBack() {
    const std::string today = FolderOf(kDays - 1);
    for (const char* const name : kFiles) {
      fs::remove(FileOf(name) + "-wal");
      fs::remove(FileOf(name) + "-shm");
      fs::copy_file(today + "/" + name, FileOf(name),
                    fs::copy_options::overwrite_existing);
    }
    fs::copy_file(today + "/checkpoint", group_.place().checkpoint_file,
                  fs::copy_options::overwrite_existing);
  }

  PageMap MapOf(const std::string& path, const std::string& file) {
    const auto root_key =
        FileKeyProvider(group_.place().root_key_file).RootKey();
    const crypto::GroupKeys keys =
        crypto::DeriveGroupKeys(*root_key, kTestGroup, kGroupKeyVersion);
    return PageMap(path, file == "case.db" ? keys.case_db : keys.journal_db);
  }

  // Every old page that says less or something else than today's, by object.
  std::map<std::string, std::vector<Try>> OldPages() {
    std::map<std::string, std::vector<Try>> tries;
    for (const std::string file : {"case.db", "journal.db"}) {
      const PageMap today = MapOf(FolderOf(kDays - 1) + "/" + file, file);
      std::set<std::pair<uint32_t, std::set<std::string>>> seen;
      // The newest first: the hardest to tell.
      for (int day = kDays - 2; day >= 0; --day) {
        const PageMap old = MapOf(FolderOf(day) + "/" + file, file);
        for (const auto& [object, pages] : today.objects()) {
          auto& of_object = tries[absl::StrCat(file, " ", object)];
          const std::set<std::string> all = today.SaidBy(object);
          for (const uint32_t page : pages) {
            const std::set<std::string>& said = old.Said(page);
            // A row that went to a page beside is no older for standing in
            // both.
            if (said.empty() ||
                (std::ranges::includes(said, today.Said(page)) &&
                 std::ranges::includes(all, said))) {
              continue;
            }
            if (!seen.emplace(page, said).second) continue;
            of_object.push_back({object, file, day, page});
          }
        }
      }
    }
    return tries;
  }

  void Paste(const Try& tried) {
    std::string bytes(kPageBytes, '\0');
    const auto at =
        static_cast<std::streamoff>((tried.page - size_t{1}) * kPageBytes);
    std::ifstream old(FolderOf(tried.day) + "/" + tried.file, std::ios::binary);
    old.seekg(at);
    old.read(bytes.data(), static_cast<std::streamsize>(kPageBytes));
    std::fstream out(FileOf(tried.file),
                     std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(at);
    out.write(bytes.data(), static_cast<std::streamsize>(kPageBytes));
    ASSERT_TRUE(old.good() && out.good());
  }

  // Everything that is stored, as it is served: an answer or kRefused each.
  std::vector<std::string> Serve() {
    CaseDesk desk(group_);
    std::vector<std::string> served;
    const auto add = [&served](const auto& answer) {
      served.push_back(answer.ok() ? answer->SerializeAsString()
                                   : Told(answer.status()));
    };
    for (const char* const member : {kCoordinator, kPartner, kCoPilotState}) {
      add(desk.List(member, 100));
      for (const Asked& asked : asked_) add(desk.Read(member, asked.name));
    }
    for (const Asked& asked : asked_) {
      add(desk.Search(kCoordinator, asked.family, "Noé"));
      // A repeat, which must do nothing twice.
      const auto repeated = desk.Create(asked.request);
      served.push_back(repeated.ok() ? repeated->name()
                                     : Told(repeated.status()));
    }
    for (const std::string& name : referrals_) {
      add(desk.GetReferral(kPartner, name));
    }
    ServeReferrals(desk, served);
    ServeJournal(served);
    return served;
  }

  void ServeReferrals(CaseDesk& desk, std::vector<std::string>& served) {
    v1::ListReferralsRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    request.set_page_size(100);
    v1::ListReferralsResponse response;
    const Call call = group_.As(kPartner);
    const Ended ended = Await([&](Finish finish) {
      desk.referrals().ListReferrals(call, request, &response,
                                     std::move(finish));
    });
    served.push_back(ended.status.ok() ? response.SerializeAsString()
                                       : Told(ended.status));
  }

  // Leaves and proofs, up to where every copy of today's group goes.
  void ServeJournal(std::vector<std::string>& served) {
    Journal& journal = group_.group().journal();
    for (uint64_t index = 0; index < leaves_; index += 7) {
      const auto leaf = journal.FindLeaf(index);
      served.push_back(leaf.ok() ? crypto::ToString(leaf->binding) +
                                       crypto::ToString(leaf->naming)
                                 : Told(leaf.status()));
      const auto proof = journal.InclusionProof(index, leaves_);
      std::string hashes;
      if (proof.ok()) {
        for (const crypto::Hash& hash : *proof) {
          hashes += crypto::ToString(hash);
        }
      }
      served.push_back(proof.ok() ? hashes : Told(proof.status()));
    }
  }

  enum class Verdict { kClosed, kAtRead, kServed, kUnseen };
  Verdict Judge(const Try& tried, const std::vector<std::string>& today) {
    PutTodayBack();
    Paste(tried);
    if (!group_.Open().ok()) return Verdict::kClosed;
    const std::vector<std::string> served = Serve();
    group_.Close();
    Verdict verdict = Verdict::kUnseen;
    for (size_t i = 0; i < today.size(); ++i) {
      if (served[i] == today[i]) continue;
      if (served[i] != kRefused) return Verdict::kServed;
      verdict = Verdict::kAtRead;
    }
    return verdict;
  }

  TestGroup group_;
  std::vector<Asked> asked_;
  std::vector<std::string> referrals_;
  uint64_t leaves_ = 0;
};

TEST_F(PastedPagesTest, OfNoTableOrIndexIsAnOldPageServed) {
  group_.Close();
  Live();
  PutTodayBack();
  ASSERT_THAT(group_.Open(), IsOk());
  leaves_ = group_.group().journal().size();
  const std::vector<std::string> today = Serve();
  group_.Close();
  ASSERT_EQ(std::ranges::count(today, kRefused), 0);

  std::map<Verdict, size_t> verdicts;
  for (const auto& [object, tries] : OldPages()) {
    const size_t count = std::min(tries.size(), kTriesOfEach);
    for (size_t i = 0; i < count; ++i) {
      // Spread over the days and pages there are.
      const Try& tried = tries[i * tries.size() / count];
      const Verdict verdict = Judge(tried, today);
      ++verdicts[verdict];
      EXPECT_TRUE(verdict == Verdict::kClosed || verdict == Verdict::kAtRead)
          << object << ", page " << tried.page << " of day " << tried.day
          << (verdict == Verdict::kServed ? " is served" : " goes unseen");
    }
    std::cout << object << ": " << count << " of " << tries.size() << "\n";
  }
  const size_t refused =
      verdicts[Verdict::kClosed] + verdicts[Verdict::kAtRead];
  size_t all = 0;
  for (const auto& [verdict, count] : verdicts) all += count;
  std::cout << refused << " of " << all << " old pages refused, "
            << verdicts[Verdict::kClosed] << " of them at the start\n";
  EXPECT_GE(all, kTriesInAll);
}

}  // namespace
}  // namespace sceau::testing
