// What the self-test says, and what it lets a program know.
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "server/operator/commands.h"
#include "server/selftest/command.h"

namespace sceau::selftest {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Report GoodReport() {
  return {.charter_version = "alencon-2026-1",
          .seed = 1,
          .whole = true,
          .methods = 52,
          .people = 28,
          .partners = 11,
          .settings = 13,
          .categories = 19,
          .pairs = 212,
          .value_pairs = 12,
          .fields = 90,
          .triggers = 20,
          .grants = 206,
          .comparisons = 653'496,
          .rights = 1'363,
          .officer_comparisons = 30'104};
}

Finding AFinding() {
  return {.setting = "session-16",
          .category = v1::CATEGORY_LEGAL_REPRESENTATIVES,
          .member = "conseil-departemental-1",
          .partner = "conseil-departemental",
          .role = v1::ROLE_MEMBER,
          .method = "sceau.v1.CaseService.ListCases",
          .what = "cases[0].administrative.notice_state"};
}

std::string TextOf(const Report& report,
                   Language language = Language::kFrench) {
  std::ostringstream out;
  PrintReport(report, language, out);
  return out.str();
}

size_t Columns(absl::string_view line) {
  size_t columns = 0;
  for (const char byte : line) columns += (byte & 0xC0) != 0x80 ? 1 : 0;
  return columns;
}

TEST(ReportTest, SaysInOneSentenceThatThePromiseHolds) {
  EXPECT_TRUE(GoodReport().Holds());
  EXPECT_THAT(TextOf(GoodReport()), HasSubstr("653 496 comparaisons"));
  EXPECT_THAT(TextOf(GoodReport()), HasSubstr("ne peut savoir si elle existe"));
  EXPECT_THAT(TextOf(GoodReport(), Language::kEnglish),
              HasSubstr("653,496 comparisons"));
}

TEST(ReportTest, FitsEightyColumns) {
  Report report = GoodReport();
  report.differences = 25;
  report.findings.assign(25, AFinding());
  report.blind = 1;
  report.unseen = {AFinding()};
  report.officer_content_bytes = 12;
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    for (const absl::string_view line :
         absl::StrSplit(TextOf(report, language), '\n')) {
      EXPECT_LE(Columns(line), 80u) << line;
    }
  }
  EXPECT_THAT(TextOf(report), HasSubstr("et 5 autres."));
}

TEST(ReportTest, WhatIsNeverExercisedIsNamed) {
  Report report = GoodReport();
  report.triggers_never = {"open_request"};
  report.methods_never = {"sceau.v1.CaseService.NewMethod"};
  report.fields_never.assign(9, "LeadWorker.member");
  report.grants_never = {"data-protection-officer.Identity.READ.open_request"};
  // It is no leak.
  EXPECT_TRUE(report.Holds());
  EXPECT_THAT(TextOf(report),
              HasSubstr("Déclencheur jamais vrai aujourd'hui : open_request."));
  EXPECT_THAT(TextOf(report), HasSubstr("sceau.v1.CaseService.NewMethod."));
  EXPECT_THAT(TextOf(report), HasSubstr("19/20 déclencheurs"));
  EXPECT_THAT(TextOf(report), HasSubstr("205/206 droits de lecture"));
  for (const absl::string_view line : absl::StrSplit(TextOf(report), '\n')) {
    EXPECT_LE(Columns(line), 80u) << line;
  }
  const auto json = nlohmann::json::parse(JsonOf(report));
  EXPECT_EQ(json["never"]["triggers"][0], "open_request");
  EXPECT_EQ(json["never"]["grants"].size(), 1u);
  // Of a sample, nothing can be said.
  report.whole = false;
  EXPECT_THAT(TextOf(report), HasSubstr("Un échantillon"));
  EXPECT_THAT(TextOf(report), Not(HasSubstr("open_request")));
}

TEST(ReportTest, EachFailureHasItsSentence) {
  Report leak = GoodReport();
  leak.differences = 1;
  leak.findings = {AFinding()};
  EXPECT_FALSE(leak.Holds());
  EXPECT_THAT(TextOf(leak), HasSubstr("ListCases : cases[0].administrative"));
  EXPECT_THAT(TextOf(leak), HasSubstr("convoqués et référents, 16 ans"));
  EXPECT_THAT(TextOf(leak), HasSubstr("peut deviner"));
  leak.findings.front().of_value = true;
  EXPECT_THAT(TextOf(leak), HasSubstr("16 ans ; autre valeur"));

  Report blind = GoodReport();
  blind.blind = blind.rights;
  EXPECT_FALSE(blind.Holds());
  EXPECT_THAT(TextOf(blind), HasSubstr("l'autotest est cassé"));

  Report partly = GoodReport();
  partly.blind = 1;
  EXPECT_FALSE(partly.Holds());
  EXPECT_THAT(TextOf(partly), HasSubstr("ne voit pas ce que la charte"));

  Report officer = GoodReport();
  officer.officer_content_bytes = 1;
  EXPECT_FALSE(officer.Holds());
  EXPECT_THAT(TextOf(officer), HasSubstr("1 octet de dossier"));
  EXPECT_THAT(TextOf(officer), HasSubstr("Le garant de la charte reçoit"));

  EXPECT_FALSE(Report().Holds());
  EXPECT_THAT(TextOf(Report()), HasSubstr("ne prouve rien"));
}

TEST(ReportTest, AProgramGetsTheSame) {
  Report report = GoodReport();
  report.differences = 1;
  report.findings = {AFinding()};
  const auto json = nlohmann::json::parse(JsonOf(report));
  EXPECT_EQ(json["holds"], false);
  EXPECT_EQ(json["comparisons"], 653'496);
  EXPECT_EQ(json["charter_officer"]["content_bytes"], 0);
  EXPECT_EQ(json["findings"][0]["category"], "LegalRepresentatives");
  EXPECT_EQ(json["findings"][0]["difference"],
            "cases[0].administrative.notice_state");
}

TEST(ReportTest, TheExitStatusTellsTheVerdict) {
  EXPECT_EQ(ExitStatusOf(GoodReport()), 0);
  Report leak = GoodReport();
  leak.differences = 1;
  EXPECT_EQ(ExitStatusOf(leak), 3);
  EXPECT_EQ(ExitStatusOf(Report()), 3);
}

TEST(ReportTest, ACharterThatIsNotThereIsAProblem) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(Command({.charter = "/nowhere/charter"}, {.out = out, .err = err}),
            kExitProblem);
  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(err.str(),
            "sceaud: /nowhere/charter : n'existe pas ; vérifier le chemin.\n");
}

}  // namespace
}  // namespace sceau::selftest
