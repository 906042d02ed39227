// sceau officer: what is sent for what a person types, and that nothing is
// guessed when the service does not say.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

#include "client/lib/witness_state.h"
#include "proto/contract/errors.h"
#include "tests/client/cli/commands_fixture.h"
#include "tests/client/lib/report_files.h"
#include "tests/support/pdf_reader.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Not;
using testing::TestPki;

constexpr char kReview[] = "groups/alencon/journalReviews/r1";

class OfficerCommandsTest : public testing::CommandsTest {
 protected:
  void OpenReview() {
    group_.review.set_name(kReview);
    group_.review.set_state(v1::JOURNAL_REVIEW_STATE_OPEN);
    for (const char* const id : {"/questions/qa", "/questions/qb"}) {
      group_.review.add_questions()->set_name(absl::StrCat(kReview, id));
    }
    *group_.reviews.add_journal_reviews() = group_.review;
  }
};

TEST_F(OfficerCommandsTest, WithNoReviewOpenTheNextStepIsToOpenOne) {
  EXPECT_EQ(Run({"officer", "status"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("→ sceau officer open\n"));
  EXPECT_THAT(out_, HasSubstr("--du 01/10/2026 --au 18/11/2026"));
  EXPECT_EQ(Run({"officer", "find", "Q1", "JUSTIFIED"}), 2);
}

// A service that is down, or a caller who is not the officer, has not said that
// no review is open.
TEST_F(OfficerCommandsTest, NoReviewIsSaidToBeOpenOnlyByAnAnswer) {
  group_.reviews_answer = PolicyDenied();
  EXPECT_EQ(Run({"officer", "status"}), 3);
  EXPECT_THAT(out_, Not(HasSubstr("Aucune revue")));
  group_.reviews_answer =
      Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED, "the history was set back");
  EXPECT_EQ(Run({"officer", "status"}), 7);
  EXPECT_THAT(out_, Not(HasSubstr("Aucune revue")));
}

TEST_F(OfficerCommandsTest, OpensTheLastQuarterUnlessToldAPeriod) {
  ASSERT_EQ(Run({"officer", "open"}), 0) << err_;
  const v1::JournalReview& quarter = group_.opened.journal_review();
  EXPECT_EQ(quarter.start_date().day(), 1);
  EXPECT_EQ((quarter.start_date().month() - 1) % 3, 0);
  EXPECT_EQ(quarter.end_date().month(), quarter.start_date().month() + 2);
  ASSERT_EQ(
      Run({"officer", "open", "--du", "01/02/2026", "--au", "03/02/2026"}), 0)
      << err_;
  EXPECT_EQ(group_.opened.journal_review().start_date().month(), 2);
  EXPECT_EQ(group_.opened.journal_review().end_date().day(), 3);
}

TEST_F(OfficerCommandsTest, AsksAMemberAboutLeaves) {
  OpenReview();
  ASSERT_EQ(Run({"officer", "ask", "claire-martin", "382,390", "--lien"}), 0)
      << err_;
  EXPECT_EQ(group_.asked.name(), kReview);
  EXPECT_EQ(group_.asked.member(), "groups/alencon/members/claire-martin");
  EXPECT_THAT(group_.asked.leaf_indexes(), ElementsAre(382, 390));
  EXPECT_TRUE(group_.asked.asks_personal_link());
}

TEST_F(OfficerCommandsTest, ConcludesAQuestionByItsShortReference) {
  OpenReview();
  ASSERT_EQ(Run({"officer", "find", "Q2", "BREACH"}), 0) << err_;
  EXPECT_EQ(group_.found.question(), absl::StrCat(kReview, "/questions/qb"));
  EXPECT_EQ(group_.found.outcome(), v1::FINDING_OUTCOME_BREACH);
  EXPECT_EQ(Run({"officer", "find", "Q3", "BREACH"}), 2);
  EXPECT_EQ(Run({"officer", "find", "Q1", "MAYBE"}), 2);
}

// As it was before its lines were broken.
std::string OneLine(const std::string& text) {
  return absl::StrJoin(
      absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty()), " ");
}

class ReportCommandsTest : public OfficerCommandsTest {
 protected:
  ReportCommandsTest() {
    OpenReview();
    // More than the report covers.
    group_.journal->AppendMany(15'000);
    Answer(testing::Signed(testing::SampleReport(group_.journal->Note()),
                           member_));
  }
  void Answer(const SignedReport& report) {
    group_.report.set_json(report.json);
    group_.report.set_signature(report.signature);
    group_.report.set_public_key(report.spki_der);
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                    report.json, group_.report.mutable_report())
                    .ok());
  }
  bool IsThere(const std::string& name) {
    return FileMode(folder_.Path(name)).ok();
  }
  std::string Fingerprint() {
    return absl::BytesToHexString(crypto::AsText(
        crypto::ParseCertificate(member_.certificate)->spki_fingerprint));
  }

  const std::string json_ = folder_.Path("r.json");
  const std::string pdf_ = folder_.Path("r.pdf");
};

TEST_F(ReportCommandsTest, ASignedReportIsPrintedAndKept) {
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_, "--pdf", pdf_}), 0)
      << err_;
  EXPECT_THAT(out_, HasSubstr("Signature vérifiée"));
  EXPECT_THAT(OneLine(out_), HasSubstr("Signé par le membre claire-martin "
                                       "(structure mission-locale), avec la "
                                       "clé de ce poste."));
  EXPECT_THAT(out_, HasSubstr(Fingerprint()));
  EXPECT_THAT(FileMode(pdf_), IsOkAndHolds(0600u));
  EXPECT_THAT(ReadFile(json_, kMaxReportBytes),
              IsOkAndHolds(group_.report.json()));
  const auto pdf = ReadFile(pdf_, kMaxReportBytes);
  ASSERT_THAT(pdf, IsOk());
  const std::string text = testing::PdfReader(*pdf).Text();
  EXPECT_THAT(text, HasSubstr("Charte de confidentialité du groupe d'Alençon"));
  EXPECT_THAT(text, HasSubstr("suspension (29/09/2026)"));
}

// Who was given the files needs the profile, and nothing of the service.
TEST_F(ReportCommandsTest, ItsFilesArePrintedWithoutTheService) {
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_, "--pdf", pdf_,
                 "--empreinte", Fingerprint()}),
            0)
      << err_;
  EXPECT_THAT(OneLine(out_), HasSubstr("a été comparée avec celle qui était "
                                       "attendue : c'est la même."));
  const auto first = ReadFile(pdf_, kMaxReportBytes);
  const uint64_t calls = group_.journal->size();
  ASSERT_EQ(Run({"officer", "report", "--depuis", json_, "--pdf", pdf_,
                 "--empreinte", absl::AsciiStrToUpper(Fingerprint())}),
            0)
      << err_;
  EXPECT_EQ(group_.journal->size(), calls);
  EXPECT_EQ(*ReadFile(pdf_, kMaxReportBytes), *first);
}

TEST_F(ReportCommandsTest, AnAlteredReportIsNotDrawn) {
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_}), 0) << err_;
  std::string altered = group_.report.json();
  altered.replace(altered.find("14325"), 5, "14326");
  Write("r.json", altered);
  EXPECT_EQ(Run({"officer", "report", "--depuis", json_, "--pdf", pdf_}), 5);
  EXPECT_THAT(err_, HasSubstr("modifié"));
  EXPECT_EQ(out_, "");
  EXPECT_FALSE(IsThere("r.pdf"));
  // As little, when it is the service that altered it.
  group_.report.set_json(altered);
  group_.report.mutable_report()->set_leaves(14'326);
  for (const char* option : {"--pdf", "--fichier"}) {
    EXPECT_EQ(Run({"officer", "report", option, pdf_}), 5) << option;
    EXPECT_FALSE(IsThere("r.pdf"));
  }
}

TEST_F(ReportCommandsTest, AnotherKeyThanExpectedIsRefused) {
  EXPECT_EQ(Run({"officer", "report", "--pdf", pdf_, "--empreinte",
                 std::string(64, '0')}),
            5);
  EXPECT_FALSE(IsThere("r.pdf"));
}

// Whoever holds a certificate of the group could have written the files.
TEST_F(ReportCommandsTest, AnotherMembersSignatureIsNotCalledTheOfficers) {
  const TestPki pki("sceau.test");
  Write("ca.pem", pki.authority());
  const testing::Credential other = pki.Member("pjj", "karim-benali");
  const SignedReport report =
      testing::Signed(testing::SampleReport(group_.journal->Note()), other);
  ASSERT_THAT(WriteReport(json_, report), IsOk());
  ASSERT_EQ(Run({"officer", "report", "--depuis", json_, "--pdf", pdf_}), 0)
      << err_;
  EXPECT_THAT(OneLine(out_),
              HasSubstr("Signé par le membre karim-benali (structure pjj). "
                        "Rien dans ce fichier ne prouve que c'est le garant : "
                        "comparez l'empreinte avec celle que le garant vous a "
                        "remise."));
  EXPECT_THAT(out_, HasSubstr("non comparé"));
  EXPECT_EQ(Run({"officer", "report", "--depuis", json_, "--empreinte",
                 Fingerprint()}),
            5);
}

TEST_F(ReportCommandsTest, AFingerprintIsWholeHoweverItIsTyped) {
  const std::string own = Fingerprint();
  for (const std::string& wrong :
       {std::string(), std::string(":"), own.substr(1), own + "0"}) {
    EXPECT_EQ(Run({"officer", "report", "--pdf", pdf_, "--empreinte", wrong}),
              2)
        << wrong;
    EXPECT_THAT(err_, HasSubstr("64"));
    EXPECT_FALSE(IsThere("r.pdf"));
  }
  for (const char* between : {":", " ", "\n", "\r\n  "}) {
    const std::string typed =
        absl::StrCat(" ", own.substr(0, 32), between, own.substr(32), "\n");
    EXPECT_EQ(Run({"officer", "report", "--empreinte", typed}), 0) << typed;
  }
}

TEST_F(ReportCommandsTest, WhatTheWitnessSuspectsIsSaidToBe) {
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_}), 0) << err_;
  const std::string path = folder_.Path("witness.json");
  auto state = LoadWitnessState(path);
  ASSERT_THAT(state, IsOk());
  state->suspicion_kind = "FORK";
  ASSERT_THAT(StoreWitnessState(path, *state), IsOk());
  EXPECT_EQ(Run({"officer", "report", "--depuis", json_, "--pdf", pdf_}), 7);
  EXPECT_FALSE(IsThere("r.pdf"));
}

TEST_F(ReportCommandsTest, WhatNoReportCanSayIsRefusedInWords) {
  v1::JournalReport report = testing::SampleReport(group_.journal->Note());
  report.mutable_figures()->mutable_figures(1)->set_readings(-1);
  Answer(testing::Signed(report, member_));
  EXPECT_EQ(Run({"officer", "report", "--pdf", pdf_}), 5);
  EXPECT_THAT(OneLine(err_), HasSubstr("ne peuvent pas être ceux d'un "
                                       "rapport"));
  EXPECT_FALSE(IsThere("r.pdf"));
}

TEST_F(ReportCommandsTest, AKeyThatNobodyCertifiedIsSaidToBeCompared) {
  const TestPki others;
  const testing::Credential stranger = others.Member("p", "somebody");
  Answer(
      testing::Signed(testing::SampleReport(group_.journal->Note()), stranger));
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_}), 0) << err_;
  EXPECT_THAT(OneLine(out_), HasSubstr("Signé par une clé sans certificat. "
                                       "Rien dans ce fichier ne prouve que "
                                       "c'est le garant"));
  // Certified, but not by the group's authority.
  Write("r.json.pem", stranger.certificate);
  EXPECT_EQ(Run({"officer", "report", "--depuis", json_}), 5);
}

TEST_F(ReportCommandsTest, ADraftIsShownAndNotPrinted) {
  group_.report.clear_signature();
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("PROJET, non signé"));
  EXPECT_THAT(out_, Not(HasSubstr("Signature vérifiée")));
  EXPECT_FALSE(IsThere("r.json.sig"));
  EXPECT_EQ(Run({"officer", "report", "--pdf", pdf_}), 5);
  EXPECT_THAT(err_, HasSubstr("sceau officer close"));
  EXPECT_FALSE(IsThere("r.pdf"));
  // Nor passed off as signed by an empty signature beside it.
  Write("r.json.sig", "");
  Write("r.json.pem", member_.certificate);
  EXPECT_EQ(Run({"officer", "report", "--depuis", json_}), 5);
}

TEST_F(ReportCommandsTest, AClosedReviewHasASignedReportOfItsOwn) {
  group_.report.mutable_report()->set_journal_review(absl::StrCat(kReview, 2));
  std::string other = group_.report.json();
  other.replace(other.find("journalReviews/r1"), 17, "journalReviews/r12");
  group_.report.set_json(other);
  EXPECT_EQ(Run({"officer", "report"}), 5);
  EXPECT_THAT(err_, HasSubstr("autre revue"));
  EXPECT_EQ(Run({"officer", "close", "--yes"}), 5);
  Answer(
      testing::Signed(testing::SampleReport(group_.journal->Note()), member_));
  group_.report.clear_signature();
  group_.review.set_state(v1::JOURNAL_REVIEW_STATE_CLOSED);
  EXPECT_EQ(Run({"officer", "report", "--review", "r1"}), 5);
  EXPECT_THAT(err_, HasSubstr("sans signature"));
  EXPECT_EQ(out_, "");
}

TEST_F(ReportCommandsTest, AnOutputReplacesNothingButItsOwn) {
  ASSERT_EQ(Run({"officer", "report", "--fichier", json_, "--pdf", pdf_}), 0)
      << err_;
  // What stands there is such a report.
  EXPECT_EQ(Run({"officer", "report", "--fichier", json_, "--pdf", pdf_}), 0);
  Write("notes.txt", "notes");
  const std::string key = folder_.Path("key");  // With key.pem beside it.
  const std::vector<std::vector<std::string>> wrong = {
      {"--fichier", json_, "--pdf", json_},
      {"--fichier", json_, "--pdf", json_ + ".sig"},
      {"--fichier", json_, "--pdf", folder_.Path("./r.json.pem")},
      {"--depuis", json_, "--fichier", json_},
      {"--depuis", json_, "--pdf", json_ + ".pem"},
      {"--fichier", key},
      {"--pdf", folder_.Path("key.pem")},
      {"--pdf", folder_.Path("witness.json")},
      {"--fichier", folder_.Path("notes.txt")},
      {"--pdf", folder_.Path("notes.txt")},
  };
  for (const std::vector<std::string>& each : wrong) {
    std::vector<std::string> words = {"officer", "report"};
    words.insert(words.end(), each.begin(), each.end());
    EXPECT_EQ(Run(words), 2) << absl::StrJoin(each, " ");
  }
  EXPECT_THAT(ReadFile(folder_.Path("key.pem"), kMaxReportBytes),
              IsOkAndHolds(member_.key));
  EXPECT_THAT(ReadFile(folder_.Path("notes.txt"), kMaxReportBytes),
              IsOkAndHolds("notes"));
  EXPECT_THAT(ReadFile(json_, kMaxReportBytes),
              IsOkAndHolds(group_.report.json()));
}

TEST_F(ReportCommandsTest, AJournalThatIsNotOursIsRefused) {
  testing::FakeJournal stranger(2);
  stranger.AppendMany(15'003);
  Answer(testing::Signed(testing::SampleReport(stranger.Note()), member_));
  EXPECT_EQ(Run({"officer", "report", "--pdf", pdf_}), 5);
  EXPECT_THAT(err_, HasSubstr("journal"));
  EXPECT_FALSE(IsThere("r.pdf"));
}

TEST_F(ReportCommandsTest, WhatCannotBeReadOrWrittenIsSaid) {
  EXPECT_EQ(Run({"officer", "report", "--depuis", folder_.Path("none")}), 2);
  EXPECT_EQ(Run({"officer", "report", "--pdf", folder_.Path("none/r.pdf")}), 2);
  EXPECT_EQ(
      Run({"officer", "report", "--fichier", folder_.Path("none/r.json")}), 2);
  EXPECT_EQ(out_, "");
}

}  // namespace
}  // namespace sceau
