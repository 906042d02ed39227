#include "server/operator/founding.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/digest.h"
#include "crypto/signed_note.h"
#include "server/operator/check.h"
#include "tests/support/not_root.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::TestPki;

class FoundingTest : public ::testing::Test {
 protected:
  FoundingTest() {
    folder_ = (fs::temp_directory_path() / "sceau-found-XXXXXX").string();
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
    place_ = {.trust_domain = pki_.trust_domain(),
              .group = "alencon-jeunesse",
              .data_dir = folder_ + "/data/group",
              .checkpoint_file = folder_ + "/checkpoints/group",
              .root_key_file = folder_ + "/keys/group"};
    founding_.charter = testing::ReferenceCharter();
    founding_.charter_name = "charte.textproto";
    Add(v1::ROLE_TECHNICAL_ADMINISTRATOR, "commune-alencon", "hugo");
    Add(v1::ROLE_CHARTER_OFFICER, "conseil-departemental", "anne");
    Add(v1::ROLE_CO_PILOT, "prefecture", "paul");
    Add(v1::ROLE_CO_PILOT, "commune-alencon", "sofia");
    Add(v1::ROLE_COORDINATOR, "commune-alencon", "lea");
  }
  ~FoundingTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void Add(v1::Role role, const char* partner, const char* member) {
    founding_.members.push_back(
        {.role = role,
         .file = absl::StrCat(member, ".pem"),
         .certificate = pki_.Member(partner, member).certificate,
         .display_name = absl::StrCat("Prénom ", member)});
  }

  std::vector<std::string> Problems() {
    return CheckFounding(place_, founding_, Language::kFrench);
  }

  static GroupWorld World() {
    return {.clock = [] { return testing::NoonOf(absl::CivilDay(2026, 3, 2)); },
            .random = [](std::span<uint8_t> out) { crypto::RandomBytes(out); },
            .prove = testing::TestGroup::NotProven};
  }

  const TestPki pki_;
  std::string folder_;
  GroupPlace place_;
  Founding founding_;
};

TEST_F(FoundingTest, EveryOfficeIsHeldAsOftenAsTheCharterWants) {
  founding_.members.pop_back();
  founding_.members.pop_back();
  EXPECT_THAT(Problems(),
              ElementsAre(HasSubstr("--copilot"), HasSubstr("--coordinator")));
}

TEST_F(FoundingTest, CoPilotsAreOfTwoOrganisations) {
  founding_.members[2].certificate =
      pki_.Member("commune-alencon", "paul").certificate;
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("deux organisations")));
}

TEST_F(FoundingTest, OnePersonHoldsOneRole) {
  founding_.members[1].certificate = founding_.members[0].certificate;
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("un seul rôle")));
}

TEST_F(FoundingTest, CertificatesAreOfThisDomainAndOfThisCharter) {
  founding_.members[0].certificate = pki_.WithUris({}).certificate;
  founding_.members[1].certificate =
      pki_.Member("unheard-of", "anne").certificate;
  founding_.members[4].display_name = "Léa 2";
  EXPECT_THAT(Problems(),
              ElementsAre(AllOf(StartsWith("hugo.pem : "),
                                HasSubstr("spiffe://sceau.example/")),
                          AllOf(HasSubstr("(unheard-of) n'est pas dans la "
                                          "charte"),
                                HasSubstr("pjj, police-nationale, prefecture")),
                          HasSubstr("lettres")));
}

TEST_F(FoundingTest, AFolderThatIsClosedToThisUserIsNamedAtOnce) {
  ASSERT_EQ(chmod(folder_.c_str(), 0555), 0);
  const testing::NotRoot not_root;
  EXPECT_THAT(Problems(),
              Contains(AllOf(StartsWith(absl::StrCat(folder_, " : ")),
                             HasSubstr("sudo -u sceau"))));
  EXPECT_FALSE(fs::exists(folder_ + "/data"));
}

// Else the group would show, and reports would be signed by, an identifier.
TEST_F(FoundingTest, EveryFirstMemberHasAName) {
  founding_.members[1].display_name = "";
  EXPECT_THAT(Problems(), ElementsAre(::testing::AllOf(
                              HasSubstr("anne"), HasSubstr("sans nom"),
                              HasSubstr("FICHIER=\"Nom Prénom\""))));
}

TEST_F(FoundingTest, ACharterWithIssuesIsToldWithLineAndColumn) {
  founding_.charter = "title: \"x\"\nnonsense: 1\n";
  EXPECT_THAT(Problems(),
              ::testing::Contains(HasSubstr("charte.textproto:2:")));
}

TEST_F(FoundingTest, NothingIsMadeWhenSomethingIsWrong) {
  founding_.members.pop_back();
  EXPECT_FALSE(FoundGroup(place_, founding_, World()).ok());
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(FoundingTest, WhatCannotBeFinishedIsTakenAway) {
  // The checkpoint cannot be made: its folder is a file.
  std::ofstream(folder_ + "/checkpoints") << "in the way";
  EXPECT_FALSE(FoundGroup(place_, founding_, World()).ok());
  EXPECT_FALSE(fs::exists(place_.data_dir));
  EXPECT_FALSE(fs::exists(place_.root_key_file));
  EXPECT_FALSE(fs::exists(place_.epoch_file()));
}

TEST_F(FoundingTest, AGroupIsMadeOnce) {
  ASSERT_THAT(FoundGroup(place_, founding_, World()), IsOk());
  EXPECT_THAT(Problems(), SizeIs(3));
  EXPECT_FALSE(FoundGroup(place_, founding_, World()).ok());
  CheckReport report;
  CheckGroup(place_, World(), Language::kFrench, report);
  EXPECT_THAT(report.problems, IsEmpty());
}

TEST_F(FoundingTest, TheFirstMembersAreConfirmedAndMustSign) {
  const auto founded = FoundGroup(place_, founding_, World());
  ASSERT_THAT(founded, IsOk());
  EXPECT_TRUE(founded->made_root_key);
  EXPECT_EQ(founded->origin, "sceau.example/alencon-jeunesse/journal");
  const auto group = Group::Open(place_, World());
  ASSERT_THAT(group, IsOk());
  EXPECT_EQ(founded->verifier_key, (*group)->journal().verifier_key().Format());
  // The charter, then everyone: a leaf each.
  EXPECT_EQ((*group)->journal().size(), 6u);
  const auto state = (*group)->members().state();
  EXPECT_THAT(state->members, SizeIs(5));
  EXPECT_THAT(state->signatures, IsEmpty());
  for (const auto& [id, member] : state->members) {
    EXPECT_EQ(member.membership, Membership::kConfirmed) << id;
    EXPECT_EQ(member.display_name, absl::StrCat("Prénom ", id));
  }
}

// Another town: not one id of the reference charter.
TEST_F(FoundingTest, ATownIsFoundedUnderItsOwnIds) {
  std::ifstream charter(std::string(SCEAU_SOURCE_DIR) +
                        "/policy/charters/valmoret.textproto");
  founding_.charter.assign(std::istreambuf_iterator<char>(charter), {});
  founding_.members.clear();
  Add(v1::ROLE_TECHNICAL_ADMINISTRATOR, "ville-valmoret", "hugo");
  Add(v1::ROLE_CHARTER_OFFICER, "departement", "anne");
  Add(v1::ROLE_CO_PILOT, "etat", "paul");
  Add(v1::ROLE_CO_PILOT, "ville-valmoret", "sofia");
  Add(v1::ROLE_COORDINATOR, "ville-valmoret", "lea");
  ASSERT_THAT(Problems(), IsEmpty());
  ASSERT_THAT(FoundGroup(place_, founding_, World()), IsOk());
  const auto group = Group::Open(place_, World());
  ASSERT_THAT(group, IsOk());
  EXPECT_EQ((*group)->members().state()->in_force->record.version,
            "valmoret-2026-1");
}

// What is founded today says what its organisations do.
TEST_F(FoundingTest, ACharterWithoutFunctionsIsRefused) {
  founding_.charter = absl::StrReplaceAll(founding_.charter,
                                          {{"  function: \"POLICE\"\n", ""}});
  EXPECT_THAT(Problems(), Contains(HasSubstr("« function » manque")));
}

TEST_F(FoundingTest, WhatIsMadeIsClosedToOthers) {
  ASSERT_THAT(FoundGroup(place_, founding_, World()), IsOk());
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    struct stat info = {};
    ASSERT_EQ(stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & (S_IRWXG | S_IRWXO), 0u) << entry.path();
  }
}

}  // namespace
}  // namespace sceau
