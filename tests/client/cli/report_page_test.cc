// The officer's report on paper says what the signed text says, all of it and
// no more.
#include "client/cli/review/report_page.h"

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/print/flow.h"
#include "client/print/pdf.h"
#include "client/words/vocabulary.h"
#include "tests/support/pdf_reader.h"
#include "tests/support/sample_report.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;
using testing::PdfReader;
using testing::SampleReport;

class ReportPageTest : public ::testing::Test {
 protected:
  ReportPageTest() {
    checked_.report = SampleReport("");
    checked_.review = "r1";
    checked_.checkpoint = {.origin = "sceau.test/alencon/journal",
                           .size = 20'481,
                           .root = {1, 2, 3}};
    checked_.digest = {4, 5, 6};
    checked_.key_fingerprint = {7, 8, 9};
    checked_.signature = "not checked here";
    checked_.signer = "anne-riviere";
    checked_.signer_partner = "conseil-departemental";
  }
  std::string Pdf() {
    const auto pdf = print::WritePdf(ReportPage(checked_, labels_));
    EXPECT_THAT(pdf, IsOk());
    return pdf.ok() ? *pdf : "";
  }
  std::string Text() { return PdfReader(Pdf()).Text(); }

  CheckedReport checked_;
  const Labels labels_{
      Vocabulary::Builtin(),
      Language::kEnglish,
      {{"mission-locale", "Mission locale du pays d'Alençon"}}};
};

// For what lines break anywhere in.
std::string WithoutBlanks(const std::string& text) {
  return absl::StrReplaceAll(text, {{" ", ""}});
}

TEST_F(ReportPageTest, SaysWhoseReportItIsAndOfWhen) {
  const std::string text = Text();
  for (const char* said :
       {"Rapport du garant de la charte",
        "Charte de confidentialité du groupe d'Alençon",
        "du 1er juillet 2026 au 30 septembre 2026", "Rivière Anne",
        "5 octobre 2026 à 16 h 00", "Revue r1"}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
}

TEST_F(ReportPageTest, SaysEveryFigure) {
  const std::string text = WithoutBlanks(Text());
  for (const char* said :
       {"14325tracesaujournal", "3027lectures", "163accèsregardésetjustifiés",
        "22/23réponses", "2constatsd'erreuroudemanquement",
        // Right after right, by how often it was used.
        "Structureréférentcoordinationséanceacontribuélistesetrecherches",
        "Éducationnationale––412<5–", "Missionlocale1284–366––",
        "Lesecrétariat–957––<5"}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
}

TEST_F(ReportPageTest, SaysWhatTheSampleLetsSay) {
  const std::string text = Text();
  EXPECT_THAT(
      text, HasSubstr(testing::OneBlank(checked_.report.sample().statement())));
  EXPECT_THAT(
      text,
      HasSubstr(
          "tirées : 148; examinées : 148; injustifiées : 1; confiance : 95 %"));
}

TEST_F(ReportPageTest, SaysEverySignalWithItsRule) {
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("17 lecture hors suivi Lecture sans séance ni "
                              "lien de référent."));
  EXPECT_THAT(text, HasSubstr("0 beaucoup de lectures en un jour Au moins 12 "
                              "lectures en un jour."));
}

TEST_F(ReportPageTest, SaysEveryFindingAndMeasure) {
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("1 Mission locale erreur 2 4F2A Je préparais une "
                              "séance rappel de la charte (26/09/2026)"));
  EXPECT_THAT(text, HasSubstr("31 77B1, C0DE connaît la personne"));
  for (const char* said :
       {"suspension (29/09/2026)", "violation de données (01/10/2026)",
        "à notifier avant le 4 octobre 2026 à 16 h 00",
        "relus par un autre : à discuter", "23 questions posées aux membres"}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
}

TEST_F(ReportPageTest, SaysHowToCheckIt) {
  const std::string text = Text();
  for (const char* said :
       {"sceau.test/alencon/journal", "Garant, selon le rapport",
        "Pour vérifier : « sceau officer report --depuis",
        "Mission locale : Mission locale du pays d'Alençon, « mission-locale »",
        "« education-nationale »", "« secretariat »"}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
  const std::string tight = WithoutBlanks(text);
  for (const std::string& said :
       {std::string("20481traces"),
        absl::Base64Escape(crypto::AsText(checked_.checkpoint.root)),
        absl::BytesToHexString(crypto::AsText(checked_.digest)),
        absl::BytesToHexString(crypto::AsText(checked_.key_fingerprint)),
        absl::Base64Escape(checked_.signature)}) {
    EXPECT_THAT(tight, HasSubstr(said));
  }
}

// Nor is the one who signed called the officer before somebody has compared.
TEST_F(ReportPageTest, SaysWhoSignedAndHowFarThatIsKnown) {
  // The fixed font breaks lines anywhere.
  const std::string who = WithoutBlanks(
      "Signé par le membre anne-riviere (structure "
      "conseil-departemental)");
  const std::string proves = WithoutBlanks(
      "Rien dans ce fichier ne prouve que c'est le garant : comparez "
      "l'empreinte avec celle que le garant vous a remise.");
  std::string text = WithoutBlanks(Text());
  EXPECT_THAT(text, HasSubstr(absl::StrCat(who, ".", proves)));
  EXPECT_THAT(text, Not(HasSubstr("Saclé")));
  checked_.key = KeyKnown::kCompared;
  text = WithoutBlanks(Text());
  EXPECT_THAT(text, HasSubstr(absl::StrCat(
                        who, WithoutBlanks(". L'empreinte de la clé a été "
                                           "comparée"))));
  EXPECT_THAT(text, Not(HasSubstr(proves)));
  checked_.key = KeyKnown::kOwn;
  text = WithoutBlanks(Text());
  EXPECT_THAT(text, HasSubstr(absl::StrCat(who, ",aveclaclédeceposte.")));
  EXPECT_THAT(text, Not(HasSubstr(proves)));
  checked_.key = KeyKnown::kNot;
  checked_.signer.clear();
  text = WithoutBlanks(Text());
  EXPECT_THAT(
      text, HasSubstr(absl::StrCat(
                WithoutBlanks("Signé par une clé sans certificat."), proves)));
}

TEST_F(ReportPageTest, SaysWhetherItsStateOfTheJournalWasCompared) {
  EXPECT_THAT(WithoutBlanks(Text()), HasSubstr("rienvudujournal:noncomparé"));
  checked_.seen = Seen::kSame;
  EXPECT_THAT(WithoutBlanks(Text()), HasSubstr("lemêmequeceluiquece"));
  checked_.seen = Seen::kOlder;
  EXPECT_THAT(WithoutBlanks(Text()), HasSubstr("plusancienquecequecepostea"));
  checked_.seen = Seen::kNewer;
  EXPECT_THAT(WithoutBlanks(Text()), HasSubstr("plusrécentquecequecepostea"));
}

// A figure that the text hides has no length that would tell it.
TEST_F(ReportPageTest, WhatIsHiddenStaysHidden) {
  const std::string before = Pdf();
  for (v1::Figure& figure :
       *checked_.report.mutable_figures()->mutable_figures()) {
    if (figure.hidden()) figure.set_readings(4);
  }
  EXPECT_EQ(Pdf(), before);
}

TEST_F(ReportPageTest, WithNothingFoundItSaysSo) {
  checked_.report.clear_findings();
  checked_.report.clear_signals();
  checked_.report.clear_figures();
  checked_.report.clear_sample();
  checked_.report.clear_questions();
  checked_.report.clear_answers();
  checked_.report.clear_justified();
  checked_.report.mutable_sample()->set_statement(
      "Aucune lecture dans la période.");
  const std::string text = Text();
  for (const char* said : {"Aucun accès n'a été constaté injustifié",
                           "Aucune question posée aux membres; aucune réponse",
                           "Aucune lecture dans la période.",
                           "Aucune règle de signalement n'était en vigueur."}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
}

TEST_F(ReportPageTest, RightsThatDoNotStandSideBySideAreAllThere) {
  v1::Figures& figures = *checked_.report.mutable_figures();
  figures.clear_figures();
  std::vector<std::string> rights = {"session",
                                     "lead_worker",
                                     "open_action",
                                     "contributor",
                                     "pending_validation",
                                     "open_request",
                                     "always",
                                     "list",
                                     "other"};
  for (size_t i = 0; i < rights.size(); ++i) {
    testing::AddFigure("mission-locale", rights[i],
                       static_cast<int64_t>(1'000 + i), figures);
  }
  const std::string text = WithoutBlanks(Text());
  for (size_t i = 0; i < rights.size(); ++i) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat(1'000 + i)));
  }
  for (const char* word : {"séance", "référent", "actionencours", "àvalider",
                           "coordination", "autrelien"}) {
    EXPECT_THAT(text, HasSubstr(word));
  }
}

TEST_F(ReportPageTest, ThreeHundredFindingsAreAllThereInsideTheMargins) {
  checked_.report.clear_findings();
  for (int i = 0; i < 300; ++i) {
    v1::ReportedFinding& finding = *checked_.report.add_findings();
    finding.set_partner(absl::StrCat("structure-", 1'000 + i));
    finding.set_outcome(v1::FINDING_OUTCOME_BREACH);
    finding.set_accesses(5'000 + i);
    for (int j = 0; i % 100 == 50 && j < 400; ++j)
      finding.add_situations("4F2A");
    testing::AddMeasure(v1::MEASURE_KIND_REMINDER, 1'790'000'000, 0, finding);
  }
  const PdfReader reader(Pdf());
  const std::string text = WithoutBlanks(reader.Text());
  for (int i = 0; i < 300; ++i) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat("structure-", 1'000 + i)));
    EXPECT_THAT(text, HasSubstr(absl::StrCat(5'000 + i)));
  }
  size_t headings = 0;
  for (const std::string& page : reader.Pages()) {
    if (absl::StrContains(page, "Raison donnée")) ++headings;
  }
  EXPECT_GE(headings, 15u);
  EXPECT_GE(headings, reader.Pages().size() - 2);
  for (const testing::PdfWord& word : reader.Words()) {
    EXPECT_GE(word.left, print::kLeft - 1) << word.text;
    EXPECT_LE(word.right, print::kLeft + print::kWidth + 1) << word.text;
    EXPECT_LE(word.bottom, print::kPageHeight - 10 * print::kMillimetre)
        << word.text;
  }
}

// Whoever chose a name: it does not turn a line round, nor end it.
TEST_F(ReportPageTest, ControlsAndDirectionsAreHarmless) {
  constexpr char kHostile[] =
      "A\u202Etxt\u202C\u2066B\u2069\x1b[31mC\nD\tE\u200BF\xffG\u0000";
  v1::JournalReport& report = checked_.report;
  report.set_title(kHostile);
  report.set_officer(kHostile);
  report.mutable_sample()->set_statement(kHostile);
  report.mutable_signals(0)->set_rule_text(kHostile);
  report.mutable_findings(0)->set_situations(0, kHostile);
  report.mutable_findings(0)->set_partner(kHostile);
  report.mutable_figures()->mutable_figures(0)->set_partner(kHostile);
  report.mutable_figures()->mutable_figures(0)->set_right(kHostile);
  checked_.signer = kHostile;
  const std::string pdf = Pdf();
  const PdfReader reader(pdf);
  const std::string text = WithoutBlanks(reader.Text());
  for (const char* bad : {"\u202E", "\u2066", "\x1b", "\u200B"}) {
    EXPECT_THAT(text, Not(HasSubstr(bad)));
    EXPECT_THAT(reader.Info(), Not(HasSubstr(bad)));
  }
  // In the order in which it was written.
  EXPECT_THAT(text,
              HasSubstr("A\uFFFDtxt\uFFFD\uFFFDB\uFFFD\uFFFD[31mC\uFFFDD"));
}

TEST_F(ReportPageTest, TheSameReportIsTheSamePageInEveryLanguage) {
  const std::string pdf = Pdf();
  EXPECT_EQ(Pdf(), pdf);
  const Labels french(Vocabulary::Builtin(), Language::kFrench,
                      labels_.partners());
  EXPECT_EQ(*print::WritePdf(ReportPage(checked_, french)), pdf);
}

}  // namespace
}  // namespace sceau
