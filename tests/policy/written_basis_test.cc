#include "policy/compile/written_basis.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"

namespace sceau::policy {
namespace {

constexpr auto kSecretariat = v1::PARTNER_FUNCTION_UNSPECIFIED;
constexpr OwnerFunction kWhoever = absl::nullopt;
constexpr uint8_t kProsecutor =
    1 << v1::WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION;
constexpr uint8_t kMayor = 1 << v1::WRITTEN_BASIS_KIND_MAYOR_INFORMED_BY_POLICE;
constexpr uint8_t kAsked = 1 << v1::WRITTEN_BASIS_KIND_GROUP_ASKED_TO_TREAT;
constexpr uint8_t kHierarchy =
    1 << v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION |
    1 << v1::WRITTEN_BASIS_KIND_STANDING_ANNEX;

TEST(WrittenBasisTest, EachCategoryTakesItsOwnKindOnly) {
  for (const auto owner :
       {v1::PARTNER_FUNCTION_YOUTH_JUSTICE, v1::PARTNER_FUNCTION_PROBATION,
        v1::PARTNER_FUNCTION_DEPARTMENT}) {
    for (const auto category :
         {v1::CATEGORY_IDENTITY, v1::CATEGORY_ORIGIN, v1::CATEGORY_INVOLVEMENT,
          v1::CATEGORY_STRENGTHS}) {
      EXPECT_EQ(WrittenBasisKinds(category, owner), kHierarchy);
      EXPECT_EQ(WrittenBasisKinds(category, v1::PARTNER_FUNCTION_LOCAL_MISSION),
                0);
      EXPECT_EQ(WrittenBasisKinds(category, kSecretariat), 0);
    }
  }
  EXPECT_EQ(WrittenBasisKinds(v1::CATEGORY_PUBLIC_ORDER_FACT,
                              v1::PARTNER_FUNCTION_POLICE),
            kMayor);
  EXPECT_EQ(WrittenBasisKinds(v1::CATEGORY_PUBLIC_ORDER_FACT,
                              v1::PARTNER_FUNCTION_TOWN),
            0);
  EXPECT_EQ(WrittenBasisKinds(v1::CATEGORY_JUDICIAL_MEASURE, kSecretariat),
            kProsecutor);
  EXPECT_EQ(WrittenBasisKinds(v1::CATEGORY_SENTENCE_PREPARATION,
                              v1::PARTNER_FUNCTION_PROBATION),
            kAsked);
}

TEST(WrittenBasisTest, WhoseOfferBetraysAMeasureOffersWithATextOfItsHierarchy) {
  for (const auto category : {v1::CATEGORY_ACTION, v1::CATEGORY_LEAD_WORKER}) {
    EXPECT_EQ(WrittenBasisKinds(category, v1::PARTNER_FUNCTION_YOUTH_JUSTICE),
              kHierarchy);
    EXPECT_EQ(WrittenBasisKinds(category, v1::PARTNER_FUNCTION_PROBATION),
              kHierarchy);
    EXPECT_EQ(WrittenBasisKinds(category, v1::PARTNER_FUNCTION_DEPARTMENT), 0);
    EXPECT_EQ(WrittenBasisKinds(category, kSecretariat), 0);
  }
}

TEST(WrittenBasisTest, NoOtherCategoryTakesAny) {
  for (size_t n = 0; n < kCategories; ++n) {
    const auto category = static_cast<v1::Category>(n);
    switch (category) {
      case v1::CATEGORY_IDENTITY:
      case v1::CATEGORY_ORIGIN:
      case v1::CATEGORY_INVOLVEMENT:
      case v1::CATEGORY_STRENGTHS:
      case v1::CATEGORY_ACTION:
      case v1::CATEGORY_LEAD_WORKER:
      case v1::CATEGORY_PUBLIC_ORDER_FACT:
      case v1::CATEGORY_JUDICIAL_MEASURE:
      case v1::CATEGORY_SENTENCE_PREPARATION:
        EXPECT_NE(WrittenBasisKinds(category, kWhoever), 0) << n;
        break;
      default:
        EXPECT_EQ(WrittenBasisKinds(category, kWhoever), 0) << n;
        EXPECT_EQ(
            WrittenBasisKinds(category, v1::PARTNER_FUNCTION_YOUTH_JUSTICE), 0)
            << n;
    }
  }
}

TEST(WrittenBasisTest, AnUnknownKindFitsNothing) {
  for (const int kind : {0, 6, 8, 99, -1}) {
    EXPECT_FALSE(WrittenBasisFits(static_cast<v1::WrittenBasisKind>(kind),
                                  v1::CATEGORY_JUDICIAL_MEASURE, kWhoever));
  }
  EXPECT_TRUE(WrittenBasisFits(v1::WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION,
                               v1::CATEGORY_JUDICIAL_MEASURE, kSecretariat));
  EXPECT_FALSE(WrittenBasisFits(v1::WRITTEN_BASIS_KIND_STANDING_ANNEX,
                                v1::CATEGORY_JUDICIAL_MEASURE, kSecretariat));
}

TEST(WrittenBasisTest, OnlyTheLastThreeProfilesNeedOne) {
  EXPECT_EQ(WrittenBasisKindsOfProfile(v1::PROFILE_UNSPECIFIED), 0);
  EXPECT_EQ(WrittenBasisKindsOfProfile(v1::PROFILE_RISK_CONDUCT_PROFILE), 0);
  EXPECT_EQ(WrittenBasisKindsOfProfile(v1::PROFILE_OUT_OF_SCHOOL_PROFILE), 0);
  for (const auto profile :
       {v1::PROFILE_FIRST_FACTS, v1::PROFILE_REPEATED_FACTS,
        v1::PROFILE_LEAVING_PRISON}) {
    EXPECT_EQ(WrittenBasisKindsOfProfile(profile), kProsecutor | kMayor);
  }
}

TEST(WrittenBasisTest, ADepositTakesWhatItsCategoryOrItsProfileTakes) {
  v1::EntryBody body;
  EXPECT_EQ(WrittenBasisKindsOf(body, v1::PARTNER_FUNCTION_YOUTH_JUSTICE), 0);
  body.mutable_origin()->set_profile(v1::PROFILE_REPEATED_FACTS);
  EXPECT_EQ(WrittenBasisKindsOf(body, kSecretariat), kProsecutor | kMayor);
  EXPECT_EQ(WrittenBasisKindsOf(body, v1::PARTNER_FUNCTION_YOUTH_JUSTICE),
            kProsecutor | kMayor | kHierarchy);
  body.mutable_schooling();
  EXPECT_EQ(WrittenBasisKindsOf(body, v1::PARTNER_FUNCTION_YOUTH_JUSTICE), 0);
}

}  // namespace
}  // namespace sceau::policy
