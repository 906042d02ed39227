// The officer's commands and those of whom a review is about, typed one by one
// before a real service: what they show, for scripts too, to whom they refuse,
// and what they say comes next.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "proto/contract/names.h"
#include "tests/server/app/workstation.h"
#include "tests/support/case_desk.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_server.h"

namespace sceau::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// Exit statuses of sceau.
constexpr int kDone = 0;
constexpr int kUsage = 2;
constexpr int kDenied = 3;
constexpr int kRefused = 5;

constexpr char kReader[] = "mission-locale-1";
constexpr char kWriter[] = "education-nationale-1";
// The day that is reviewed, and the one after, on which it is.
constexpr absl::CivilDay kDay(2026, 3, 2);

class OfficerReviewTest : public ::testing::Test {
 protected:
  OfficerReviewTest()
      : case_(ReadByThree()), server_(group_, "127.0.0.1", /*days_ahead=*/1) {}

  // Written by the schools, read by the mission locale and the PJJ.
  std::string ReadByThree() {
    CaseDesk desk(group_);
    const std::string file = desk.OpenCase(17);
    desk.Tell(file, 17);
    desk.Convene(file, {kReader, kWriter, "pjj-1"});
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    EXPECT_THAT(desk.Deposit(kWriter, file, body), IsOk());
    EXPECT_THAT(desk.Read("pjj-1", file), IsOk());
    EXPECT_THAT(desk.Read(kReader, file), IsOk());
    leaf_ = absl::StrCat(desk.receipt()->index);
    return CaseName::Parse(file)->id();
  }

  // What `member` types on the own workstation, which remembers; the streams go
  // to out_ and err_.
  int Run(const std::string& member, const std::string& line) {
    auto desk = desks_.find(member);
    if (desk == desks_.end()) {
      desk =
          desks_
              .try_emplace(member, absl::StrCat(group_.folder(), "/", member),
                           group_, server_.group()->journal(), member)
              .first;
    }
    const Spoken spoken = desk->second.Type(server_.address(), line);
    out_ = spoken.out;
    err_ = spoken.err;
    return spoken.status;
  }
  // The same for a script.
  json Json(const std::string& member, const std::string& line) {
    EXPECT_EQ(Run(member, absl::StrCat(line, " --json")), kDone) << line << "\n"
                                                                 << err_;
    const json answer = json::parse(out_, nullptr, /*allow_exceptions=*/false);
    EXPECT_FALSE(answer.is_discarded()) << line << "\n" << out_;
    return answer;
  }
  void Do(const std::string& member, const std::string& line) {
    ASSERT_EQ(Run(member, line), kDone) << line << "\n" << err_;
  }
  // Whoever else types it is told that the charter does not show it.
  void OnlyFor(const std::string& member, const std::string& line) {
    for (const char* other : {kOfficer, kDpo, kCoordinator, kReader}) {
      if (member == other) continue;
      EXPECT_EQ(Run(other, line), kDenied) << other << ": " << line;
      EXPECT_THAT(err_, HasSubstr("charte")) << other;
      EXPECT_EQ(out_, "") << other << ": " << line;
    }
  }
  void WrongOnTheLine(const std::string& member, const std::string& line) {
    EXPECT_EQ(Run(member, line), kUsage) << line << "\n" << out_;
    EXPECT_NE(err_, "") << line;
  }

  void Open() {
    Do(kOfficer, "officer open --du 02/03/2026 --au 02/03/2026");
    EXPECT_THAT(out_, HasSubstr("→ sceau officer queue"));
  }
  void Ask() {
    Do(kOfficer, absl::StrCat("officer ask ", kReader, " ", leaf_));
  }
  // C1, without a question.
  void FindBreach() {
    Do(kOfficer, absl::StrCat("officer find ", leaf_, " BREACH"));
  }
  std::string Situation() {
    return Json(kOfficer, "officer show")["findings"][0]["situations"][0];
  }

  TestGroup group_{{.today = kDay}};
  std::string leaf_;
  const std::string case_;
  TestServer server_;
  std::map<std::string, Workstation> desks_;
  std::string out_;
  std::string err_;
};

TEST_F(OfficerReviewTest, AFindingConcludesAQuestionOrAccesses) {
  Open();
  OnlyFor(kOfficer, absl::StrCat("officer find ", leaf_, " ERROR"));
  Ask();
  // The member has time to answer.
  EXPECT_EQ(Run(kOfficer, "officer find Q1 ERROR"), kRefused);
  Do(kReader, "answer 1 WRONG_CASE");
  WrongOnTheLine(kOfficer, "officer find Q2 ERROR");
  WrongOnTheLine(kOfficer, "officer find Q1 MAYBE");
  WrongOnTheLine(kOfficer, "officer find abc ERROR");
  Do(kOfficer, "officer find Q1 ERROR");
  EXPECT_THAT(out_, AllOf(HasSubstr("C1"), HasSubstr(kReader),
                          HasSubstr("→ sceau officer measure")));
  EXPECT_EQ(Run(kOfficer, absl::StrCat("officer find ", leaf_, " BREACH")),
            kRefused)
      << "an access is concluded once";
  const json review = Json(kOfficer, "officer show");
  EXPECT_EQ(review["findings"][0]["outcome"], "FINDING_OUTCOME_ERROR");
}

TEST_F(OfficerReviewTest, AMeasureIsRecordedOnce) {
  Open();
  FindBreach();
  EXPECT_THAT(out_, HasSubstr("→ sceau officer measure"));
  OnlyFor(kOfficer, "officer measure C1 REMINDER");
  WrongOnTheLine(kOfficer, "officer measure C2 REMINDER");
  WrongOnTheLine(kOfficer, "officer measure C1 APPLAUSE");
  WrongOnTheLine(kOfficer, "officer measure C1");
  Do(kOfficer, "officer measure C1 REMINDER");
  EXPECT_THAT(out_, AllOf(HasSubstr("C1"), HasSubstr("rappel"),
                          HasSubstr("→ sceau officer status")));
  EXPECT_EQ(Run(kOfficer, "officer measure C1 REMINDER"), kRefused);
  const json finding = Json(kOfficer, "officer measure C1 BREACH_CLOCK");
  EXPECT_THAT(finding["measures"], SizeIs(2));
  EXPECT_EQ(finding["measures"][1]["kind"], "MEASURE_KIND_BREACH_CLOCK");
  // The clock is the first thing that the officer is told of.
  Do(kOfficer, "officer status");
  EXPECT_THAT(out_, HasSubstr("sceau officer measure C1 BREACH_NOTIFIED"));
}

TEST_F(OfficerReviewTest, ASuspensionSuspends) {
  Open();
  FindBreach();
  Do(kReader, "questions");
  Do(kOfficer, "officer measure C1 SUSPENSION");
  EXPECT_NE(Run(kReader, "questions"), kDone);
}

TEST_F(OfficerReviewTest, AReferenceIsKnownWithAReasonAndAnothersAgreement) {
  Open();
  FindBreach();
  const std::string situation = Situation();
  const std::string name =
      absl::StrCat("officer name C1 ", situation, " DISCIPLINE");
  OnlyFor(kOfficer, name);
  WrongOnTheLine(kOfficer, absl::StrCat("officer name C1 ", situation));
  WrongOnTheLine(kOfficer, absl::StrCat("officer name C1 ", situation, " WHY"));
  WrongOnTheLine(kOfficer,
                 absl::StrCat("officer name C9 ", situation, " DISCIPLINE"));
  EXPECT_EQ(Run(kOfficer, "officer name C1 ZZZZ DISCIPLINE"), kRefused);
  EXPECT_EQ(Run(kOfficer, "officer reveal C1"), kRefused);
  Do(kOfficer, name);
  EXPECT_THAT(out_, AllOf(HasSubstr(situation), HasSubstr("délégué"),
                          HasSubstr("sceau oversee agree")));
  EXPECT_EQ(Run(kOfficer, "officer reveal C1"), kRefused)
      << "asked for is not agreed to";

  OnlyFor(kDpo, "oversee agree C1");
  WrongOnTheLine(kDpo, "oversee agree C2");
  Do(kDpo, "oversee acts");
  EXPECT_THAT(out_, AllOf(HasSubstr("sceau oversee agree C1"),
                          HasSubstr("→ sceau oversee attest IN_ORDER")));
  Do(kDpo, "oversee agree C1");
  EXPECT_THAT(
      out_, AllOf(HasSubstr(situation), HasSubstr("sceau officer reveal C1")));
  EXPECT_EQ(Run(kDpo, "oversee agree C1"), kRefused);

  OnlyFor(kOfficer, "officer reveal C1");
  WrongOnTheLine(kOfficer, "officer reveal C2");
  WrongOnTheLine(kOfficer, "officer reveal");
  Do(kOfficer, "officer reveal C1");
  EXPECT_THAT(out_, AllOf(HasSubstr(case_), HasSubstr("coordonnateur")));
  EXPECT_EQ(Json(kOfficer, "officer reveal C1")["case"],
            absl::StrCat("groups/", kTestGroup, "/cases/", case_));
}

TEST_F(OfficerReviewTest, ADecisionIsExplainedUnderTheReviewsName) {
  const std::string line = absl::StrCat("explain --feuille ", leaf_);
  OnlyFor(kOfficer, line);
  Do(kOfficer, line);
  EXPECT_THAT(out_, AllOf(HasSubstr(kReader), Not(HasSubstr("Situation"))));
  Open();
  FindBreach();
  const std::string situation = Situation();
  Do(kOfficer, line);
  EXPECT_THAT(out_, HasSubstr(situation));
  EXPECT_EQ(Json(kOfficer, line)["situations"], json::array({situation}));
}

TEST_F(OfficerReviewTest, TheSampleIsLookedAtAndConcluded) {
  Open();
  OnlyFor(kOfficer, "officer sample");
  EXPECT_EQ(Run(kOfficer, "officer sample --pourcent 99"), kRefused);
  WrongOnTheLine(kOfficer, "officer sample --pourcent beaucoup");
  Do(kOfficer, "officer sample");
  EXPECT_THAT(out_, AllOf(HasSubstr(kReader),
                          HasSubstr("sceau officer sample --justified")));
  EXPECT_GE(Json(kOfficer, "officer sample")["size"], 2);
  // Nothing is concluded without a yes.
  EXPECT_EQ(Run(kOfficer, "officer sample --justified"), kUsage);
  EXPECT_FALSE(Json(kOfficer, "officer show").contains("findings"));
  Do(kOfficer, "officer sample --justified --oui");
  EXPECT_THAT(out_, AllOf(HasSubstr("95 % de confiance"),
                          HasSubstr("→ sceau officer status")));
  const json sample = Json(kOfficer, "officer sample --justified --oui");
  EXPECT_EQ(sample["concluded"], sample["size"]);
  Do(kOfficer, "officer sample");
  EXPECT_THAT(out_, AllOf(Not(HasSubstr("--justified")),
                          HasSubstr("→ sceau officer status")));
}

TEST_F(OfficerReviewTest, AReviewIsReportedSignedAndClosed) {
  Open();
  OnlyFor(kOfficer, "officer report");
  OnlyFor(kOfficer, "officer close --oui");
  Do(kOfficer, "officer report");
  EXPECT_THAT(out_, AllOf(HasSubstr("2 mars 2026"),
                          HasSubstr("→ sceau officer status")));
  EXPECT_EQ(Run(kOfficer, "officer close --oui"), kRefused)
      << "nobody has looked at the officer's acts";
  EXPECT_THAT(err_, HasSubstr("sceau officer sample")) << "what to do next";
  Do(kOfficer, "officer sample --justified --oui");
  Do(kDpo, "oversee attest IN_ORDER");
  EXPECT_THAT(out_, HasSubstr("sceau officer close"));
  Do(kOfficer, "officer status");
  EXPECT_THAT(out_, HasSubstr("sceau officer close"));
  // Nothing is signed without a yes, and what is signed is shown.
  EXPECT_EQ(Run(kOfficer, "officer close"), kUsage);
  EXPECT_THAT(err_, HasSubstr("2 mars 2026"));
  Do(kOfficer, "officer close --oui");
  EXPECT_THAT(out_, HasSubstr("sceau officer report --review"));
  WrongOnTheLine(kOfficer, "officer close --oui");  // None is open any more.

  const json reviews = Json(kOfficer, "officer list");
  EXPECT_EQ(reviews["journalReviews"][0]["state"],
            "JOURNAL_REVIEW_STATE_CLOSED");
  const std::string id = JournalReviewName::Parse(
                             std::string(reviews["journalReviews"][0]["name"]))
                             ->id();
  const std::string file = group_.folder() + "/rapport.json";
  Do(kOfficer,
     absl::StrCat("officer report --review ", id, " --fichier ", file));
  EXPECT_THAT(out_, Not(HasSubstr("→")));
  EXPECT_EQ(json::parse(std::ifstream(file))["officer"], "Rivière Anne");
  EXPECT_GT(std::filesystem::file_size(file + ".sig"), 0u);
  EXPECT_EQ(Json(kOfficer, absl::StrCat("officer report --review ", id)),
            json::parse(std::ifstream(file)));
  EXPECT_EQ(Run(kOfficer, absl::StrCat("officer close --oui --review ", id)),
            kRefused);
}

TEST_F(OfficerReviewTest, TheOfficersActsAreAnothersToLookAt) {
  Open();
  Do(kOfficer, "officer queue");
  for (const char* line : {"oversee acts", "oversee attest IN_ORDER"}) {
    OnlyFor(kDpo, line);
  }
  Do(kDpo, "oversee acts");
  EXPECT_THAT(out_, AllOf(HasSubstr(kOfficer),
                          HasSubstr("→ sceau oversee attest IN_ORDER")));
  EXPECT_GE(Json(kDpo, "oversee acts")["acts"].size(), 2u);
  WrongOnTheLine(kDpo, "oversee attest PERFECT");
  WrongOnTheLine(kDpo, "oversee attest");
  Do(kDpo, "oversee attest TO_DISCUSS");
  EXPECT_THAT(out_, HasSubstr("sceau officer close"));
  EXPECT_EQ(Json(kDpo, "oversee attest IN_ORDER")["attestation"]["verdict"],
            "ACTS_VERDICT_IN_ORDER");
}

TEST_F(OfficerReviewTest, WhoIsAskedAnswers) {
  Do(kReader, "questions");
  EXPECT_THAT(out_, HasSubstr("ne vous demande rien"));
  Open();
  WrongOnTheLine(kOfficer, absl::StrCat("officer ask ", kReader));
  WrongOnTheLine(kOfficer, absl::StrCat("officer ask ", kReader, " deux"));
  Do(kOfficer, absl::StrCat("officer ask ", kReader, " ", leaf_, " --lien"));
  EXPECT_THAT(out_, HasSubstr("sceau answer"));
  Do(kReader, "questions");
  EXPECT_THAT(out_, AllOf(HasSubstr(case_), HasSubstr("--sans-lien"),
                          HasSubstr("je-preparais-une-seance")));
  EXPECT_THAT(Json(kReader, "questions")["questions"], SizeIs(1));
  // Another member is asked nothing, and has nothing to answer.
  Do("pjj-1", "questions");
  EXPECT_THAT(out_, HasSubstr("ne vous demande rien"));
  WrongOnTheLine("pjj-1", "answer 1 PREPARING");
  EXPECT_THAT(err_, HasSubstr("sceau questions"));

  WrongOnTheLine(kReader, "answer 2 PREPARING");
  WrongOnTheLine(kReader, "answer 1 BECAUSE");
  EXPECT_EQ(Run(kReader, "answer 1 PREPARING"), kRefused)
      << "the personal link was asked for";
  Do(kReader, "answer 1 PREPARING --lien");
  EXPECT_THAT(out_, AllOf(HasSubstr("transmise"), HasSubstr("sceau recuse")));
  EXPECT_EQ(Run(kReader, "answer 1 PREPARING --lien"), kRefused);
  const json question = Json(kReader, "questions")["questions"][0];
  EXPECT_EQ(question["justification"], "ACCESS_JUSTIFICATION_PREPARING");
  EXPECT_FALSE(question["accesses"][0].contains("cases"));
}

TEST_F(OfficerReviewTest, AnAnswerIsAMessageForScriptsToo) {
  Open();
  Ask();
  const json answered = Json(kReader, "answer 1 WRONG_CASE");
  EXPECT_EQ(answered["justification"], "ACCESS_JUSTIFICATION_WRONG_CASE");
}

TEST_F(OfficerReviewTest, AnOrganisationIsToldWhoReadWhatItWrote) {
  const std::string line = absl::StrCat("who-looked ", case_);
  Do(kWriter, line);
  EXPECT_THAT(out_,
              AllOf(HasSubstr("Depuis le"), HasSubstr("un accès vous étonne")));
  const json told = Json(kWriter, line);
  EXPECT_FALSE(told["readerships"].empty());
  EXPECT_THAT(told.dump(), Not(HasSubstr(kReader)));  // By organisation.
  // Who wrote nothing is told what of an absent case.
  for (const char* other : {kReader, kOfficer, kDpo}) {
    EXPECT_EQ(Run(other, line), kDenied) << other;
  }
  WrongOnTheLine(kWriter, "who-looked");
  EXPECT_EQ(Run(kWriter, "who-looked NON-DOSSIER"), kRefused);
}

TEST_F(OfficerReviewTest, ThePersonIsToldWhoRead) {
  const std::string line = absl::StrCat("readers ", case_);
  OnlyFor(kDpo, line);
  Do(kDpo, line);
  EXPECT_THAT(out_, AllOf(HasSubstr("Depuis le"), HasSubstr("la personne")));
  EXPECT_GE(Json(kDpo, line)["readerships"].size(), 2u);
  WrongOnTheLine(kDpo, "readers");
  EXPECT_EQ(Run(kDpo, "readers NON-DOSSIER"), kRefused);
}

}  // namespace
}  // namespace sceau::testing
