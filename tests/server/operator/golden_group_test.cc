// Groups that earlier programs wrote, as an operator finds them after today's
// was installed: told in one sentence, brought up to date, and then answering
// every reader as the program of their day did (tests/data/groups).
#include "tests/support/golden_group.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "crypto/digest.h"
#include "nlohmann/json.hpp"
#include "proto/contract/names.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "server/group_state/peer_identity.h"
#include "server/operator/check.h"
#include "server/operator/command_line.h"
#include "server/operator/commands.h"
#include "server/operator/upgrade.h"
#include "server/rpc/dispatch.h"
#include "server/rpc/routes.h"
#include "server/store/group_upgrade.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau::testing {
namespace {

namespace fs = std::filesystem;
namespace pb = ::google::protobuf;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
nlohmann::json ReadJson(const fs::path& path) {
  return nlohmann::json::parse(ReadText(path));
}
std::string ShortOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

class GoldenGroupTest : public ::testing::TestWithParam<const char*> {
 protected:
  GroupPlace Place() const {
    return {.trust_domain = kGoldenTrustDomain,
            .group = kGoldenGroup,
            .data_dir = golden_.data(),
            .checkpoint_file = golden_.checkpoint(),
            .root_key_file = golden_.root_key()};
  }
  // The clock of the day that the answers are of.
  GroupWorld World() const {
    const auto now = absl::FromUnixSeconds(manifest_["clock"].get<int64_t>());
    return {.clock = [now] { return now; },
            .random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); },
            .prove = TestGroup::NotProven};
  }
  // A Console that a program's output goes through.
  struct Heard {
    std::ostringstream out;
    std::ostringstream err;
  };
  Console ConsoleOf(Heard& heard) const {
    return {.out = heard.out, .err = heard.err, .language = Language::kEnglish};
  }
  int Upgrade(Heard& heard, const UpgradeOptions& options = {}) const {
    return UpgradeGroup(Place(), World(), options, ConsoleOf(heard));
  }
  // What `sceaud COMMAND --config FILE` prints and exits with.
  int Run(const std::vector<std::string>& command, Heard& heard) {
    const std::string config = golden_.folder() + "/sceaud.textproto";
    std::ofstream(config) << "trust_domain: '" << kGoldenTrustDomain
                          << "' listen_address: '127.0.0.1:0' tls { "
                             "certificate_file: 'x' key_file: 'x' "
                             "client_ca_file: 'x' } groups { id: '"
                          << kGoldenGroup << "' data_dir: '" << golden_.data()
                          << "' checkpoint_file: '" << golden_.checkpoint()
                          << "' root_key_file: '" << golden_.root_key()
                          << "' }";
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--config", config});
    return RunCommandLine(arguments, ConsoleOf(heard));
  }

  void Open() {
    Heard heard;
    ASSERT_EQ(Upgrade(heard), kExitOk) << heard.err.str();
    auto group = Group::Open(Place(), World());
    ASSERT_THAT(group, IsOk());
    group_ = *std::move(group);
    served_[kGoldenGroup].rooms = &group_->rooms();
  }
  // A call by a member of the group, with the certificate of that day.
  absl::Status Ask(const std::string& member, const pb::Message& request,
                   pb::Message* response) {
    std::string certificate;
    for (const auto& entry :
         fs::recursive_directory_iterator(golden_.origin() + "/profiles")) {
      if (entry.path().filename() == "cert.pem" &&
          entry.path().parent_path().filename() == member) {
        certificate = ReadText(entry.path());
      }
    }
    const auto peer = ReadPeerIdentity(kGoldenTrustDomain, certificate);
    if (!peer.ok()) return peer.status();
    auto ended = std::make_shared<std::promise<absl::Status>>();
    const absl::Status begun = DispatchCall(
        *methods_.Find(request.GetDescriptor()), served_, *peer, request,
        response, [](const GroupRooms&) {},
        [ended](absl::Status status, std::optional<Receipt>) {
          ended->set_value(std::move(status));
        });
    return begun.ok() ? ended->get_future().get() : begun;
  }
  std::string NameOf(const char* collection, const std::string& id) const {
    return absl::StrCat("groups/", kGoldenGroup, "/", collection, "/", id);
  }

  void ExpectCase(const std::string& member, const std::string& id,
                  const nlohmann::json& expected) {
    SCOPED_TRACE(absl::StrCat(member, ", case ", id));
    v1::GetCaseRequest request;
    request.set_name(NameOf("cases", id));
    request.set_view(v1::CASE_VIEW_FULL);
    request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
    v1::Case file;
    const absl::Status status = Ask(member, request, &file);
    ASSERT_EQ(status.ok(), !expected.is_null()) << status;
    if (!status.ok()) return;
    EXPECT_EQ(v1::CaseState_Name(file.administrative().state()),
              expected["state"]);
    EXPECT_EQ(v1::NoticeState_Name(file.administrative().notice_state()),
              expected["notice"]);
    std::map<std::string, std::string> sections;
    for (const v1::Section& section : file.sections()) {
      sections[v1::Category_Name(section.category())] =
          v1::SectionAccess_Name(section.access());
    }
    EXPECT_EQ(nlohmann::json(sections), expected["sections"]);
    ASSERT_EQ(file.entries_size(),
              static_cast<int>(expected["entries"].size()));
    for (const v1::Entry& entry : file.entries()) {
      const std::string entry_id = ShortOf(entry.name());
      ASSERT_TRUE(expected["entries"].contains(entry_id)) << entry_id;
      v1::EntryBody body;
      ASSERT_TRUE(pb::util::JsonStringToMessage(
                      expected["entries"][entry_id].dump(), &body)
                      .ok());
      EXPECT_TRUE(pb::util::MessageDifferencer::Equals(entry.body(), body))
          << entry.body().DebugString() << "instead of\n"
          << body.DebugString();
    }
    EXPECT_EQ(file.conditions_size(),
              static_cast<int>(expected["conditions"].size()));
  }
  void ExpectReferral(const std::string& member, const std::string& id,
                      const nlohmann::json& expected) {
    SCOPED_TRACE(absl::StrCat(member, ", referral ", id));
    v1::GetReferralRequest request;
    request.set_name(NameOf("referrals", id));
    v1::Referral referral;
    const absl::Status status = Ask(member, request, &referral);
    ASSERT_EQ(status.ok(), !expected.is_null()) << status;
    if (!status.ok()) return;
    EXPECT_EQ(v1::ReferralState_Name(referral.state()), expected["state"]);
    if (!expected["outcome"].is_null()) {
      EXPECT_EQ(v1::ReferralOutcome_Name(referral.outcome()),
                expected["outcome"]);
    }
    // What is shown is what was sent; how long it is, is the charter's to say.
    if (!referral.has_identity()) return;
    v1::Identity identity;
    ASSERT_TRUE(
        pb::util::JsonStringToMessage(expected["identity"].dump(), &identity)
            .ok());
    EXPECT_TRUE(
        pb::util::MessageDifferencer::Equals(referral.identity(), identity));
  }
  void ExpectSession(const std::string& member, const std::string& id,
                     const nlohmann::json& expected) {
    SCOPED_TRACE(absl::StrCat(member, ", session ", id));
    v1::GetReviewSessionRequest request;
    request.set_name(NameOf("reviewSessions", id));
    v1::ReviewSession session;
    const absl::Status status = Ask(member, request, &session);
    ASSERT_EQ(status.ok(), !expected.is_null()) << status;
    if (!status.ok()) return;
    EXPECT_EQ(v1::ReviewSessionState_Name(session.state()), expected["state"]);
    nlohmann::json items = nlohmann::json::array();
    for (const v1::AgendaItem& item : session.items()) {
      items.push_back(ShortOf(item.case_()));
    }
    EXPECT_EQ(items, expected["items"]);
  }

  const GoldenGroup golden_{GetParam()};
  const nlohmann::json manifest_ =
      ReadJson(golden_.origin() + "/manifest.json");
  const MethodTable methods_ = Routes();
  std::map<std::string, ServedGroup> served_;
  std::unique_ptr<Group> group_;
};

TEST_P(GoldenGroupTest, AnswersEveryReaderAsItDid) {
  Open();
  size_t readers = 0;
  for (const auto& entry :
       fs::directory_iterator(golden_.origin() + "/expected")) {
    const nlohmann::json expected = ReadJson(entry.path());
    const std::string member = expected["member"];
    ++readers;
    for (const auto& [id, shown] : expected["cases"].items()) {
      ExpectCase(member, id, shown);
    }
    for (const auto& [id, shown] : expected["referrals"].items()) {
      ExpectReferral(member, id, shown);
    }
    for (const auto& [id, shown] : expected["sessions"].items()) {
      ExpectSession(member, id, shown);
    }
  }
  EXPECT_GE(readers, 8U);
}

TEST_P(GoldenGroupTest, KeepsItsMembersChartersAndReviews) {
  Open();
  const std::string parent = absl::StrCat("groups/", kGoldenGroup);
  v1::ListMembersRequest of_members;
  of_members.set_parent(parent);
  v1::ListMembersResponse members;
  ASSERT_THAT(Ask("anne-riviere", of_members, &members), IsOk());
  nlohmann::json states;
  for (const v1::Member& member : members.members()) {
    states[ShortOf(member.name())] = v1::MemberState_Name(member.state());
  }
  EXPECT_EQ(states, manifest_["members"]);

  v1::ListCharterVersionsRequest of_charters;
  of_charters.set_parent(parent);
  v1::ListCharterVersionsResponse charters;
  ASSERT_THAT(Ask("lea-aubry", of_charters, &charters), IsOk());
  states = nlohmann::json();
  for (const v1::CharterVersion& version : charters.charter_versions()) {
    states[ShortOf(version.name())] = v1::CharterState_Name(version.state());
  }
  EXPECT_EQ(states, manifest_["charters"]);

  v1::ListJournalReviewsRequest of_reviews;
  of_reviews.set_parent(parent);
  v1::ListJournalReviewsResponse reviews;
  ASSERT_THAT(Ask("anne-riviere", of_reviews, &reviews), IsOk());
  std::vector<std::string> found;
  for (const v1::JournalReview& review : reviews.journal_reviews()) {
    found.push_back(v1::JournalReviewState_Name(review.state()));
  }
  std::sort(found.begin(), found.end());
  EXPECT_EQ(nlohmann::json(found), manifest_["reviews"]);
}

TEST_P(GoldenGroupTest, IsWholeAfterTheUpgradeAndTheCopyIsNamed) {
  Heard heard;
  ASSERT_EQ(Upgrade(heard), kExitOk) << heard.err.str();
  CheckReport report;
  CheckGroup(Place(), World(), Language::kFrench, report);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(report.good,
              ElementsAre(HasSubstr("alencon-2026-2"),
                          AllOf(HasSubstr(".schema-"), HasSubstr("35 jours"))));
}

TEST_P(GoldenGroupTest, IsToldFromADamagedOneByEveryCommand) {
  CheckReport report;
  CheckGroup(Place(), World(), Language::kFrench, report);
  EXPECT_TRUE(report.other_version);
  EXPECT_THAT(report.problems,
              ElementsAre(AllOf(
                  HasSubstr("version précédente"), HasSubstr("sceaud upgrade"),
                  HasSubstr("rien n'a été changé"), Not(HasSubstr("garant")))));
  Heard heard;
  EXPECT_EQ(Run({"check"}, heard), kExitOtherVersion);
  EXPECT_EQ(Run({"restore", "--reason", "DISK_LOST"}, heard),
            kExitOtherVersion);
  EXPECT_THAT(heard.err.str(), HasSubstr("earlier version"));
}

TEST_P(GoldenGroupTest, ADryRunSaysWhatTheUpgradeDoesAndDoesNothing) {
  Heard heard;
  EXPECT_EQ(Run({"upgrade", "--dry-run"}, heard), kExitOk);
  EXPECT_THAT(heard.out.str(),
              AllOf(HasSubstr("case.db"), HasSubstr(".schema-")));
  CheckReport report;
  CheckGroup(Place(), World(), Language::kFrench, report);
  EXPECT_TRUE(report.other_version);
  EXPECT_EQ(Run({"upgrade"}, heard), kExitOk) << heard.err.str();
  EXPECT_EQ(Run({"upgrade"}, heard), kExitOk);
  EXPECT_THAT(heard.out.str(), HasSubstr("up to date already"));
}

TEST_P(GoldenGroupTest, WithoutRoomTheUpgradeIsRefusedWithTheRemedy) {
  Heard heard;
  EXPECT_EQ(
      Upgrade(heard, {.free_bytes =
                          [](const std::string&) { return uint64_t{1000}; }}),
      kExitProblem);
  EXPECT_THAT(heard.err.str(), HasSubstr("no room"));
}

INSTANTIATE_TEST_SUITE_P(Versions, GoldenGroupTest, ::testing::Values("v1"));

}  // namespace
}  // namespace sceau::testing
