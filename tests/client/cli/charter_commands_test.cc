// sceau charter propose to replay, sceau explain, sceau recuse: what is sent,
// what is said, and nothing without being sure.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/cli/words/describe.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"
#include "proto/text/output.h"
#include "tests/client/cli/commands_fixture.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CharterCommandsTest : public testing::CommandsTest {
 protected:
  CharterCommandsTest() {
    group_.charter.set_state(v1::CHARTER_STATE_OPINION_GIVEN);
    group_.me.mutable_member()->set_name(
        "groups/alencon/members/claire-martin");
  }
  std::string FileNamed(const std::string& name) { return folder_.Path(name); }
};

TEST_F(CharterCommandsTest, HelpFitsTheTerminalInBothLanguages) {
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    for (const std::string line :
         {"charter propose", "charter list", "charter opinion", "charter adopt",
          "charter veto", "charter agree", "charter replay", "charter show",
          "charter sign", "explain", "recuse"}) {
      std::vector<std::string> words = absl::StrSplit(line, ' ');
      words.push_back("--help");
      EXPECT_EQ(RunBare(words, language), 0) << line << err_;
      EXPECT_THAT(out_, HasSubstr("sceau " + line)) << "its examples";
      for (const std::string& each :
           std::vector<std::string>(absl::StrSplit(out_, '\n'))) {
        EXPECT_LE(DisplayWidth(each), kLineWidth) << line << ": " << each;
      }
    }
  }
}

TEST_F(CharterCommandsTest, ADraftIsSentAsItStandsInItsFile) {
  EXPECT_EQ(Run({"charter", "propose", FileNamed("absent")}), 2);
  Write("projet.textproto", "title: \"é\"\n");
  ASSERT_EQ(Run({"charter", "propose", FileNamed("projet.textproto")}), 0)
      << err_;
  EXPECT_EQ(group_.proposed.source(), "title: \"é\"\n");
  EXPECT_THAT(out_, HasSubstr("délégué"));
}

TEST_F(CharterCommandsTest, ARejectedDraftSaysHowToSeeItsFaults) {
  Write("projet.textproto", "x");
  group_.answer = Error(v1::ERROR_REASON_POLICY_REJECTED, "issues",
                        {{"issues", "3"}, {"issue1", "12:5 UNKNOWN_PARTNER"}});
  EXPECT_EQ(Run({"charter", "propose", FileNamed("projet.textproto")}), 5);
  EXPECT_THAT(err_, HasSubstr("sceau charter check"));
}

TEST_F(CharterCommandsTest, AnOpinionIsOneOfAClosedList) {
  EXPECT_EQ(Run({"charter", "opinion", "v7", "PLUTOT_BIEN"}), 2);
  EXPECT_THAT(err_, HasSubstr("favorable"));
  ASSERT_EQ(
      Run({"charter", "opinion", "v7", "favorable", "--date", "12/11/2026"}), 0)
      << err_;
  EXPECT_EQ(group_.opinion.opinion(), v1::CHARTER_OPINION_FAVOURABLE);
  EXPECT_EQ(group_.opinion.name(), "groups/alencon/charterVersions/v7");
  EXPECT_EQ(group_.opinion.date().day(), 12);
}

TEST_F(CharterCommandsTest, AnAdoptionIsSignedWithTheProfilesKeyOnceConfirmed) {
  EXPECT_EQ(Run({"charter", "adopt", "v7"}), 2) << "nobody to ask";
  EXPECT_THAT(group_.adoption.signature(), IsEmpty());
  EXPECT_EQ(Run({"charter", "adopt", "v7"}, Language::kFrench, "non\n"), 5);
  EXPECT_THAT(group_.adoption.signature(), IsEmpty());
  ASSERT_EQ(Run({"charter", "adopt", "v7", "--yes"}), 0) << err_;
  const auto facts = crypto::ParseCertificate(member_.certificate);
  ASSERT_THAT(facts, testing::IsOk());
  crypto::Hash hash = {};
  std::copy(group_.charter.sha256().begin(), group_.charter.sha256().end(),
            hash.begin());
  EXPECT_THAT(crypto::VerifyWithSpki(
                  facts->spki_der,
                  crypto::CharterAdoptionMessage("groups/alencon", 7, hash),
                  crypto::AsBytes(group_.adoption.signature())),
              testing::IsOk());
  EXPECT_THAT(out_, HasSubstr("l'autre organisation"));
}

// Version 2: the région reads actions, reading opens later.
v1::CharterVersion WiderVersion() {
  std::string text = testing::ReferenceText();
  absl::StrReplaceAll({{"alencon-2026-1", "alencon-2026-2"},
                       {"window_days_before: 14", "window_days_before: 10"}},
                      &text);
  absl::StrAppend(&text, R"(
grants {
  partner: "conseil-regional"
  category: "Action"
  operation: "READ"
  any_of: ["session"]
  article: "CSI L. 132-13 III"
  reason_fr: "Quand il est convoqué, le Conseil régional lit les actions."
}
)");
  return testing::ReferenceVersion(text);
}

// « After seeing exactly what it changes »: everybody's, from both texts.
TEST_F(CharterCommandsTest, AnAdoptionShowsAllThatTheDraftChanges) {
  group_.in_force = testing::ReferenceVersion();
  group_.charter = WiderVersion();
  group_.charter.set_state(v1::CHARTER_STATE_OPINION_GIVEN);
  EXPECT_EQ(
      Run({"charter", "adopt", "alencon-2026-2"}, Language::kFrench, "non\n"),
      5);
  EXPECT_THAT(err_,
              AllOf(HasSubstr("CE QUI CHANGE, depuis alencon-2026-1"),
                    HasSubstr("gagne la lecture de"), HasSubstr("« Actions »"),
                    HasSubstr("avant une séance (jours) : 14 → 10")));
}

// A member is told of the own organisation, before and after the first day.
TEST_F(CharterCommandsTest, SigningShowsWhatChangesForTheReader) {
  const auto changes = [this](const std::string& partner) {
    group_.me.mutable_member()->set_partner(partner);
    EXPECT_EQ(
        Run({"charter", "sign", "alencon-2026-2"}, Language::kFrench, "non\n"),
        5);
    const size_t from = err_.find("CE QUI CHANGE POUR VOTRE STRUCTURE");
    return from == std::string::npos ? "" : err_.substr(from);
  };
  group_.in_force = testing::ReferenceVersion();
  group_.charter = WiderVersion();
  group_.charter.set_state(v1::CHARTER_STATE_ADOPTED);
  EXPECT_THAT(changes("conseil-regional"), HasSubstr("« Actions »"));
  EXPECT_THAT(changes("pjj"),
              AllOf(HasSubstr("14 → 10"), Not(HasSubstr("Actions"))));
  // In force: against what this workstation knew until then.
  group_.in_force = std::nullopt;
  group_.charter.set_state(v1::CHARTER_STATE_IN_FORCE);
  ASSERT_EQ(Run({"charter", "show"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("depuis alencon-2026-1"));
  EXPECT_THAT(changes("conseil-regional"), HasSubstr("« Actions »"));
  ASSERT_EQ(Run({"charter", "sign", "--yes"}), 0) << err_;
  EXPECT_THAT(changes("pjj"), HasSubstr("14 → 10"));
}

TEST_F(CharterCommandsTest, ATextOfAnotherHashIsNotAdopted) {
  group_.charter.set_source("un autre texte");
  EXPECT_EQ(Run({"charter", "adopt", "v7", "--yes"}), 5);
  EXPECT_THAT(group_.adoption.signature(), IsEmpty());
}

// The text alone is signed: a service that says something else beside it would
// have people sign what they did not see.
TEST_F(CharterCommandsTest, NothingIsSignedThatSaysOtherThanItsText) {
  const v1::CharterVersion honest = testing::ReferenceVersion();
  const std::string id = ShortId(honest.name());
  v1::CharterVersion later = honest;
  later.mutable_effective_time()->set_seconds(
      honest.effective_time().seconds() + 86'400);
  v1::CharterVersion titled = honest;
  titled.set_title("Une autre charte");
  v1::CharterVersion renamed = honest;
  renamed.set_name("groups/alencon/charterVersions/alencon-2026-9");
  v1::CharterVersion redirected = honest;
  redirected.mutable_contacts()->set_charter_officer("moi");
  v1::CharterVersion retold = honest;
  retold.mutable_partners(0)->set_function(v1::PARTNER_FUNCTION_POLICE);
  for (const v1::CharterVersion& lie :
       {later, titled, renamed, redirected, retold}) {
    group_.charter = lie;
    EXPECT_EQ(Run({"charter", "adopt", id, "--yes"}), 5);
    EXPECT_EQ(Run({"charter", "sign", ShortId(lie.name()), "--yes"}), 5);
    EXPECT_EQ(Run({"charter", "show"}), 5);
    EXPECT_FALSE(FileMode(folder_.Path("charter.json")).ok())
        << "whom to call would be kept from it";
  }
  group_.charter = honest;
  EXPECT_EQ(Run({"charter", "adopt", "another", "--yes"}), 5);
  EXPECT_THAT(group_.adoption.signature(), IsEmpty());
  EXPECT_THAT(group_.signature.signature(), IsEmpty());
  EXPECT_EQ(Run({"charter", "adopt", id, "--yes"}), 0) << err_;
  EXPECT_EQ(Run({"charter", "sign", "--yes"}), 0) << err_;
}

// What cannot be held against the text is not shown as if it stood there.
TEST_F(CharterCommandsTest, TheTitleOfAnUnreadableTextIsTheServicesWord) {
  group_.charter.set_title("Contrefaite");
  const auto is_the_services_word = ::testing::AllOf(
      HasSubstr("titre que donne le service"), HasSubstr("Contrefaite"));
  ASSERT_EQ(Run({"charter", "show"}), 0) << err_;
  EXPECT_THAT(out_, is_the_services_word);
  // Before it, that only the text counts.
  EXPECT_THAT(out_, ::testing::StartsWith("ATTENTION"));
  EXPECT_EQ(Run({"charter", "sign"}, Language::kFrench, "non\n"), 5);
  EXPECT_THAT(err_, is_the_services_word);
  EXPECT_EQ(Run({"charter", "sign", "--yes"}), 0) << err_;
  EXPECT_THAT(out_, is_the_services_word);
  ASSERT_EQ(Run({"charter", "adopt", "v7", "--yes"}), 0) << err_;
  EXPECT_THAT(out_, is_the_services_word);
  // Nor is anybody to be called because the service says so.
  for (const char* version : {"current", "v7"}) {
    ASSERT_EQ(Run({"charter", "show", version}), 0) << err_;
    EXPECT_THAT(out_, Not(HasSubstr("Mme Aubry")));
  }
  group_.answer = PolicyDenied();
  EXPECT_EQ(Run({"case", "show", "k7q2m4"}), 3);
  EXPECT_THAT(err_, ::testing::AllOf(HasSubstr("celui de votre groupe"),
                                     Not(HasSubstr("Mme Aubry"))));

  group_.answer = absl::OkStatus();
  group_.charter = testing::ReferenceVersion();
  ASSERT_EQ(Run({"charter", "show"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("que donne le service")));
  EXPECT_THAT(out_, Not(HasSubstr("ATTENTION")));
  EXPECT_EQ(Run({"charter", "sign", "--yes"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("que donne le service")));
}

TEST_F(CharterCommandsTest, AVetoIsAsked) {
  EXPECT_EQ(Run({"charter", "veto", "v7"}, Language::kFrench, "n\n"), 5);
  EXPECT_THAT(group_.veto.name(), IsEmpty());
  ASSERT_EQ(Run({"charter", "veto", "v7", "--yes"}), 0) << err_;
  EXPECT_EQ(group_.veto.name(), "groups/alencon/charterVersions/v7");
}

TEST_F(CharterCommandsTest, VersionsAreListedWithTheirState) {
  group_.charter.mutable_effective_time()->set_seconds(1'800'000'000);
  ASSERT_EQ(Run({"charter", "list"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("v7"), HasSubstr("adopter"),
                          HasSubstr("15/01/2027")));
  ASSERT_EQ(Run({"charter", "list", "--json"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["charterVersions"].size(), 1);
}

TEST_F(CharterCommandsTest, AnAgreementIsToOneVersion) {
  ASSERT_EQ(Run({"charter", "agree", "v7"}), 0) << err_;
  EXPECT_EQ(group_.agreement.name(), "groups/alencon/charterVersions/v7");
}

TEST_F(CharterCommandsTest, AReplaySaysCountsByPartnerAndRule) {
  v1::ReplayCount& count = *group_.replay.add_counts();
  count.set_partner("pjj");
  count.set_operation(v1::OPERATION_READ);
  count.set_category(v1::CATEGORY_SCHOOLING);
  count.set_reason("Pour que l'accompagnement s'accorde.");
  count.set_article("L. 131-6");
  count.set_newly_refused(12);
  group_.replay.set_decisions(40);
  ASSERT_EQ(Run({"charter", "replay", "v7", "--depuis", "12m"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("12 seraient refusés"),
                          HasSubstr("Scolarité"), HasSubstr("L. 131-6")));
  // Twelve months before the day of the test's clock, 18 November 2026.
  EXPECT_EQ(group_.replayed.since().seconds(), 1'763'420'400);
  EXPECT_EQ(Run({"charter", "replay", "v7", "--depuis", "bientôt"}), 2);
}

TEST_F(CharterCommandsTest, WhatIsWithheldIsExplainedWithTheWayToAsk) {
  group_.explanation.set_way(v1::LAWFUL_WAY_ASK_COORDINATOR);
  group_.explanation.set_contact("Mme Aubry, 0233");
  group_.explanation.add_rules()->set_reason("En séance, elle lit le niveau.");
  ASSERT_EQ(Run({"explain", "k7q2m4", "SCHOOLING"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("En séance, elle lit"),
                          HasSubstr("Mme Aubry, 0233")));
  EXPECT_EQ(group_.explained.name(), "groups/alencon/cases/k7q2m4");
  EXPECT_EQ(group_.explained.operation(), v1::OPERATION_READ);
  ASSERT_EQ(Run({"explain", "k7q2m4", "scolarité", "--depot"}), 0) << err_;
  EXPECT_EQ(group_.explained.operation(), v1::OPERATION_CONTRIBUTE);
  EXPECT_EQ(Run({"explain", "k7q2m4"}), 2);
  EXPECT_EQ(Run({"explain", "k7q2m4", "RELIGION"}), 2);
}

TEST_F(CharterCommandsTest, ALeafIsExplainedToTheOfficer) {
  group_.explained_leaf.set_refusal("no_relation");
  v1::DecisionInputs& inputs = *group_.explained_leaf.mutable_inputs();
  inputs.add_relations("session");
  inputs.add_conditions("written_basis");
  inputs.add_standing("out_of_term");
  ASSERT_EQ(Run({"explain", "--feuille", "7"}), 0) << err_;
  EXPECT_THAT(out_,
              AllOf(HasSubstr("refusé (aucun des liens"), HasSubstr("séance"),
                    HasSubstr("base écrite"), HasSubstr("hors de la durée")));
  EXPECT_THAT(out_, Not(HasSubstr("_")));
}

TEST_F(CharterCommandsTest, ARecusalIsFinalAndAsked) {
  EXPECT_EQ(Run({"recuse", "k7q2m4"}, Language::kFrench, "non\n"), 5);
  EXPECT_THAT(group_.recusal.name(), IsEmpty());
  ASSERT_EQ(Run({"recuse", "k7q2m4", "--yes"}), 0) << err_;
  EXPECT_EQ(group_.recusal.name(), "groups/alencon/members/claire-martin");
  EXPECT_EQ(group_.recusal.case_(), "groups/alencon/cases/k7q2m4");
  ASSERT_EQ(Run({"recuse", "k7q2m4", "--membre", "paul", "--yes"}), 0) << err_;
  EXPECT_EQ(group_.recusal.name(), "groups/alencon/members/paul");
}

TEST_F(CharterCommandsTest, TodoAndWhoAmIRemindOfTheNextVersion) {
  group_.me.set_next_charter_version("groups/alencon/charterVersions/v8");
  group_.me.mutable_next_charter_effective_time()->set_seconds(1'800'000'000);
  group_.me.set_next_signature_required(true);
  ASSERT_EQ(Run({"todo"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("sceau charter sign v8"));
  ASSERT_EQ(Run({"whoami"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("v8"));
  group_.me.set_next_signature_required(false);
  ASSERT_EQ(Run({"todo"}), 0) << err_;
  EXPECT_THAT(out_, Not(HasSubstr("charter sign")));
}

}  // namespace
}  // namespace sceau
