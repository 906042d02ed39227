// Who refers, when and why: kept, to be confirmed, or refused.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/decoder.h"
#include "tests/client/import/sheet.h"

namespace sceau {
namespace {

using ::sceau::testing::About;
using ::sceau::testing::Decode;
using ::sceau::testing::ExpectRefused;
using ::sceau::testing::Has;
using ::sceau::testing::Kept;
using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(ReferralDecoderTest, OnlyAMemberOrganisationRefers) {
  for (const std::string sender : {"voisine", "bailleur", "Mme X, mère"}) {
    ExpectRefused({{"Signalé par", sender}}, Outcome::kNotAPartner, Why::kNone);
  }
  ExpectRefused({{"Signalé par", "un monsieur"}}, Outcome::kNotUnderstood,
                Why::kSenderUnknown);
  ExpectRefused({{"Signalé par", ""}}, Outcome::kNotUnderstood,
                Why::kSenderMissing);
}

TEST(ReferralDecoderTest, AMemberAmongOtherWordsIsToConfirmAndSeveralAreNone) {
  for (const std::string sender : {"Mme Durand (mairie)", "CISPD : M. Petit",
                                   "Mairie / police municipale"}) {
    const DecodedRow row = Kept({{"Signalé par", sender}});
    EXPECT_EQ(row.draft.organisation, "commune-alencon") << sender;
    EXPECT_TRUE(
        Has(row, Column::kSender, Outcome::kToConfirm, Why::kSenderAmongWords))
        << sender;
  }
  for (const std::string senders :
       {"ML + PJJ", "EN/Mairie", "CPE et mairie", "Collège Racine / PJJ"}) {
    ExpectRefused({{"Signalé par", senders}}, Outcome::kNotUnderstood,
                  Why::kSeveralSenders);
  }
  // « en » within words is no partner, and a neighbour beside one refers.
  ExpectRefused({{"Signalé par", "lettre remise en main propre"}},
                Outcome::kNotUnderstood, Why::kSenderUnknown);
  ExpectRefused({{"Signalé par", "voisine / mairie"}}, Outcome::kNotAPartner,
                Why::kNone);
}

TEST(ReferralDecoderTest, AReasonMayBeAColumnToTick) {
  const DecodedTable table = Decode(
      "NOM;Prénom;DDN;Structure;Date saisine;Absentéisme;Errance;Vol;"
      "Radicalisation;Insertion\n"
      "A;Léa;14/05/2011;Mairie;10/09/2026;X;non;;0;soudeur\n"
      "B;Léa;14/05/2011;Mairie;10/09/2026;Oui;O;1;;\n"
      "C;Léa;14/05/2011;Mairie;10/09/2026;;;;✓;\n"
      "TOTAL;3;;;;2;1;1;1;\n");
  ASSERT_THAT(table.rows, SizeIs(4));
  EXPECT_THAT(table.rows[0].draft.reasons, ElementsAre("SCHOOL_ABSENCE"));
  EXPECT_THAT(table.rows[1].draft.reasons,
              ElementsAre("SCHOOL_ABSENCE", "WITHOUT_SUPPORT"));
  EXPECT_TRUE(
      Has(table.rows[1], Column::kReasons, Outcome::kOffenceNotMunicipal));
  EXPECT_EQ(table.rows[2].refusal, Outcome::kRadicalisationRefused);
  // A column of words is no column to tick.
  EXPECT_THAT(table.unknown_columns, ElementsAre("J"));
  EXPECT_THAT(table.missing_columns,
              ::testing::Not(::testing::Contains(Column::kReasons)));
}

TEST(ReferralDecoderTest, ASenderWithASecretMustConfirm) {
  for (const std::string sender : {"PJJ", "Conseil départemental"}) {
    const DecodedRow row = Kept({{"Signalé par", sender}});
    EXPECT_EQ(row.draft.organisation, "secretariat");
    EXPECT_TRUE(
        Has(row, Column::kSender, Outcome::kToConfirm, Why::kSenderConfirms));
  }
  for (const std::string sender : {"Collège Racine", "Clg Racine",
                                   "CPE du collège", "Proviseur (lycée)"}) {
    EXPECT_EQ(Kept({{"Signalé par", sender}}).draft.organisation,
              "education-nationale")
        << sender;
  }
  EXPECT_TRUE(Has(Kept({{"Signalé par", "éducateur PJJ"}}), Column::kSender,
                  Outcome::kToConfirm, Why::kSenderConfirms));
}

TEST(ReferralDecoderTest, ASenderOutOfItsAgesIsNotKeptAndTheRowIs) {
  struct Case {
    std::string sender = {};
    std::string birth = {};
    bool kept = false;
  };
  for (const Case& c : std::vector<Case>{
           {"SPIP", "11/09/2008", false},  // 17 at the referral, 18 today.
           {"PJJ", "20/11/2005", false},   // 20 at the referral, 21 today.
           {"ML", "11/09/2010", false},    // 15 at the referral, 16 today.
           {"ML", "10/09/2010", true},
           {"Conseil régional", "11/09/2011", false},
           {"Éducation nationale", "20/11/2005", false},
           {"Préfecture", "20/11/2005", true}}) {
    const DecodedRow row =
        Kept({{"Signalé par", c.sender}, {"Né(e) le", c.birth}});
    EXPECT_EQ(row.draft.organisation != "secretariat", c.kept) << c.sender;
    EXPECT_EQ(About(row, Column::kSender)[0].why == Why::kSenderOutOfAge,
              !c.kept)
        << c.sender;
  }
}

TEST(ReferralDecoderTest, AReferralHasAPossibleDate) {
  ExpectRefused({{"Date signalement", ""}}, Outcome::kNotUnderstood,
                Why::kReferralDateMissing);
  ExpectRefused({{"Date signalement", "23/11/2026"}}, Outcome::kNotUnderstood,
                Why::kReferralInFuture);
  ExpectRefused({{"Date signalement", "bientôt"}}, Outcome::kNotUnderstood,
                Why::kDateUnreadable);
  EXPECT_EQ(Kept({{"Date signalement", "22/11/2026"}}).draft.referral_date,
            sceau::testing::kToday);
}

TEST(ReferralDecoderTest, ReasonsAreSplitAndWhatHasNoPlaceIsDropped) {
  const DecodedRow row =
      Kept({{"Motif", "absentéisme, rodéo / décrochage + santé ; ? ; vol"}});
  EXPECT_THAT(row.draft.reasons,
              ElementsAre("SCHOOL_ABSENCE", "SCHOOL_DROPOUT"));
  EXPECT_TRUE(Has(row, Column::kReasons, Outcome::kOffenceNotMunicipal));
  EXPECT_TRUE(Has(row, Column::kReasons, Outcome::kNoSuchData));
  EXPECT_TRUE(Has(row, Column::kReasons, Outcome::kNotUnderstood));
}

TEST(ReferralDecoderTest, WithoutAReasonLeftSupportIsRequested) {
  for (const std::string motif : {"", "rodéo", "on verra"}) {
    const DecodedRow row = Kept({{"Motif", motif}});
    EXPECT_THAT(row.draft.reasons, ElementsAre("SUPPORT_REQUESTED"));
    EXPECT_TRUE(Has(row, Column::kReasons, Outcome::kToConfirm,
                    Why::kOnlyReasonDropped));
  }
}

TEST(ReferralDecoderTest, FiveReasonsAreTheMost) {
  const DecodedRow row =
      Kept({{"Motif",
             "absentéisme, absences, décrochage, NEET, errance, insertion, "
             "incivilités"}});
  EXPECT_THAT(row.draft.reasons, SizeIs(kMaxReasons));
  EXPECT_TRUE(
      Has(row, Column::kReasons, Outcome::kNoSuchData, Why::kTooManyReasons));
}

TEST(ReferralDecoderTest, RadicalisationRefusesTheRowWhateverElseIsWrong) {
  for (const std::string column : {"Motif", "Profil"}) {
    for (const std::string text :
         {"radicalisation", "suspicion : radicalisé(e)", "Djihadisme"}) {
      ExpectRefused({{column, text}, {"Signalé par", "voisine"}},
                    Outcome::kRadicalisationRefused, Why::kCallPrefecture);
    }
  }
}

TEST(ReferralDecoderTest, AJudicialProfileIsDropped) {
  EXPECT_EQ(Kept({{"Profil", "décrocheuse"}}).draft.profile,
            "OUT_OF_SCHOOL_PROFILE");
  const DecodedRow row = Kept({{"Profil", "multirécidiviste"}});
  EXPECT_EQ(row.draft.profile, "");
  EXPECT_TRUE(Has(row, Column::kProfile, Outcome::kJudicialWithoutBasis));
}

}  // namespace
}  // namespace sceau
