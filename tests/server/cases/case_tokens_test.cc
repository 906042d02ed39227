#include "server/cases/case_tokens.h"

#include <random>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/runtime/civil.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;

const absl::CivilDay kNoticeDay(2026, 11, 22);
// Partners come from few, so that one is often related in two ways.
constexpr const char* kPartners[] = {"ecole", "mission-locale", "parquet"};

class CaseTokensTest : public ::testing::Test {
 protected:
  bool Maybe() { return random_() % 2 == 0; }
  std::string Partner() { return kPartners[random_() % 3]; }

  // Facts with any relations; the notice is given from kNoticeDay on, or never.
  CaseFacts AnyFacts() {
    CaseFacts facts;
    if (Maybe()) facts.add_contributors(Partner());
    if (Maybe()) facts.add_referred_by(Partner());
    if (Maybe()) facts.add_typed_senders(Partner());
    if (Maybe()) {
      auto& action = *facts.add_actions();
      action.set_pilot(Partner());
      action.set_open(Maybe());
    }
    if (Maybe()) {
      auto& lead = *facts.add_lead_workers();
      lead.set_organisation(Partner());
      if (Maybe()) lead.set_member("zoe");
      lead.set_ended(Maybe());
    }
    if (Maybe()) {
      auto& decision = *facts.add_decisions();
      for (int i = Maybe() ? 1 : 2; i > 0; --i) {
        decision.add_validated_by(Partner());
      }
    }
    if (Maybe()) {
      v1::EntryBody body;
      *body.mutable_notice()->mutable_date() = ToDate(kNoticeDay);
      EntryHeader header;
      header.id = "n1";
      header.category = v1::CATEGORY_NOTICE;
      ApplyEntry(facts, header, body);
    }
    return facts;
  }

  absl::CivilDay AnyDay() { return kNoticeDay - (Maybe() ? 1 : 0); }

  std::set<Token> TokensOf(const CaseFacts& facts, absl::CivilDay today) {
    const auto tokens = CaseTokens(key_, facts, {}, today);
    return {tokens.begin(), tokens.end()};
  }

  std::minstd_rand random_{7};
  const crypto::Hmac key_{crypto::AsBytes("key")};
};

// A decision is not the next day's: what was stored on one day is changed on
// another, when the person may have been told meanwhile.
TEST_F(CaseTokensTest, ChangedTokensAreThoseOfTheCaseMadeAnew) {
  int told = 0;
  for (int i = 0; i < 2'000; ++i) {
    const CaseFacts before = AnyFacts();
    const CaseFacts after = AnyFacts();
    const absl::CivilDay today = AnyDay();
    std::set<Token> tokens = TokensOf(before, AnyDay());
    const TokenChange change = StoredRelations(before).To(key_, after, today);
    for (const Token& token : change.removed) tokens.erase(token);
    tokens.insert(change.added.begin(), change.added.end());
    ASSERT_EQ(tokens, TokensOf(after, today)) << i;
    if (NoticeGiven(after, today)) ++told;
  }
  EXPECT_GT(told, 100);
  EXPECT_LT(told, 1'900);
}

TEST_F(CaseTokensTest, WhatSurelyStandsIsNotStoredAgain) {
  CaseFacts facts;
  facts.add_contributors("ecole");
  const TokenChange change = StoredRelations(facts).To(key_, facts, kNoticeDay);
  EXPECT_THAT(change.removed, IsEmpty());
  EXPECT_THAT(change.added, IsEmpty());
}

}  // namespace
}  // namespace sceau
