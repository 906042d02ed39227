#include "client/cli/cases/letter.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"

#include "client/words/fold.h"
#include "proto/text/output.h"
#include "tests/client/cli/sample_case.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::SampleCase;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class LetterTest : public ::testing::Test {
 protected:
  LetterTest() {
    auto& contacts = *charter_.mutable_contacts();
    contacts.set_coordinator("Mme Aubry, 02 33 00 00 01");
    contacts.set_data_protection_officer("dpo@cua.exemple.fr");
    contacts.set_controller("Communauté urbaine d'Alençon");
    v1::Entry& origin = *file_.add_entries();
    origin.set_owner("education-nationale");
    origin.set_category(v1::CATEGORY_ORIGIN);
    origin.mutable_body()->mutable_origin()->set_organisation(
        "education-nationale");
    v1::Entry& mother = *file_.add_entries();
    auto& who = *mother.mutable_body()->mutable_legal_representatives();
    who.set_family_name("Durand");
    who.set_given_name("Anne");
    who.set_capacity(v1::REPRESENTATIVE_CAPACITY_MOTHER);
  }

  Letter Write(LetterKind kind) {
    const LetterFacts facts{.today = absl::CivilDay(2026, 11, 23),
                            .file = &file_,
                            .charter = &charter_};
    const Labels labels(Vocabulary::Builtin(), Language::kFrench,
                        {{"education-nationale", "l'Éducation nationale"}});
    return WriteLetter(kind, facts, labels);
  }

  static std::string AsText(const Letter& letter) {
    return LetterAsText(letter,
                        Labels(Vocabulary::Builtin(), Language::kFrench, {}));
  }

  v1::Case file_ = SampleCase();
  v1::CharterVersion charter_;
};

TEST_F(LetterTest, NoLetterSpeaksOfDelinquencyOrOffence) {
  for (const LetterKind kind :
       {LetterKind::kAdult, LetterKind::kYoung, LetterKind::kRepresentatives}) {
    const std::string text = FoldName(AsText(Write(kind)));
    for (const std::string word :
         {"delinquan", "infraction", "delit", "recidiv", "incivilit", "cispd",
          "penal", "judiciaire", "justice", "radicalis", "signalement",
          "suspect", "auteur"}) {
      EXPECT_THAT(text, Not(HasSubstr(word)));
    }
  }
}

TEST_F(LetterTest, EverythingTheLawWantsSaidIsThere) {
  // GDPR 13 and 14: controller, officer, purpose, basis, data, source,
  // recipients, duration, rights, one month, complaint; and free choice.
  for (const LetterKind kind :
       {LetterKind::kAdult, LetterKind::kRepresentatives}) {
    std::string text = AsText(Write(kind));
    for (char& letter : text) {
      if (letter == '\n') letter = ' ';
    }
    for (const std::string said :
         {"Communauté urbaine d'Alençon", "dpo@cua.exemple.fr",
          "Mme Aubry, 02 33 00 00 01", "L. 132-13", "article 6",
          "Éducation nationale", "charte de confidentialité", "3 ans",
          "26e anniversaire", "corriger", "opposer", "limiter", "dans le mois",
          "CNIL", "Participer est un choix"}) {
      EXPECT_THAT(text, HasSubstr(said));
    }
  }
}

TEST_F(LetterTest, MinorsLetterGoesToTheRepresentativesByName) {
  const Letter letter = Write(LetterKind::kRepresentatives);
  EXPECT_EQ(letter.recipient.front(), "Anne Durand");
  EXPECT_EQ(Write(LetterKind::kYoung).recipient.front(), "Léa Durand");
}

TEST_F(LetterTest, YoungPersonsLetterIsShortAndNamesWhomToCall) {
  const Letter letter = Write(LetterKind::kYoung);
  const std::string text = AsText(letter);
  EXPECT_LT(text.size(), 2600u);
  EXPECT_THAT(text, AllOf(HasSubstr("Bonjour Léa"), HasSubstr("Barbier Inès"),
                          HasSubstr("C'est toi qui choisis")));
  for (const LetterBlock& block : letter.blocks) {
    EXPECT_LT(DisplayWidth(block.text), 330u) << block.text;
  }
}

TEST_F(LetterTest, TextFitsEightyColumns) {
  const std::string text = AsText(Write(LetterKind::kRepresentatives));
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    EXPECT_LE(DisplayWidth(line), kLineWidth) << line;
  }
}

TEST_F(LetterTest, NumbersAreSaidAsPeopleSayThemAndStayOnOneLine) {
  for (v1::Entry& entry : *file_.mutable_entries()) {
    if (!entry.body().has_lead_worker()) continue;
    v1::LeadWorker& lead = *entry.mutable_body()->mutable_lead_worker();
    lead.mutable_contact()->set_phone("+33233000012");
    lead.mutable_accepted_date()->set_year(2026);
  }
  const Letter letter = Write(LetterKind::kAdult);
  EXPECT_THAT(AsText(letter), HasSubstr("02 33 00 00 12"));
  EXPECT_THAT(LettersAsHtml({letter}),
              AllOf(HasSubstr("02&nbsp;33&nbsp;00&nbsp;00&nbsp;12"),
                    HasSubstr("&nbsp;; points"), Not(HasSubstr(" ;"))));
}

TEST_F(LetterTest, HtmlEscapesWhatPeopleTyped) {
  file_.mutable_entries(0)->mutable_body()->mutable_identity()->set_family_name(
      "<script>alert('x')</script>&\"");
  const std::string html = LettersAsHtml(
      {Write(LetterKind::kRepresentatives), Write(LetterKind::kYoung)});
  EXPECT_THAT(html, AllOf(HasSubstr("size: A4"), Not(HasSubstr("<script")),
                          HasSubstr("&lt;script&gt;"), HasSubstr("&amp;")));
}

}  // namespace
}  // namespace sceau
