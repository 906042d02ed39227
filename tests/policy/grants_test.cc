// Each row of the table of rights is a promise: what it asks for opens it, and
// nothing less does.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"
#include "tests/policy/charter_table.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

// Raw relations that make `relation` hold, each alone.
std::vector<uint16_t> RawOf(const std::string& relation) {
  static const auto* const kRaw =
      new std::map<std::string, std::vector<uint16_t>>{
          {"session", {kSession}},
          {"lead_worker", {kLeadWorker}},
          {"open_action", {kOpenAction}},
          {"contributor", {kContributor}},
          {"own_referral", {kOwnReferral}},
          {"pending_validation", {kPendingValidation}},
          {"open_request", {kOpenRequest}},
          {"known",
           {kSession, kLeadWorker, kOpenAction, kContributor, kOwnReferral,
            kTypedSender}},
          {"always", {0}},
      };
  return kRaw->at(relation);
}

// An age at which the row can hold, whoever asks.
uint8_t AgeFor(const TableGrant& grant) {
  const bool adult =
      grant.partner == "spip" || grant.category == "SentencePreparation";
  return adult ? 19 : 16;
}

bool Asks(const TableGrant& grant, const char* condition) {
  return std::find(grant.all_of.begin(), grant.all_of.end(), condition) !=
         grant.all_of.end();
}

// The question that has all the row asks for, and nothing more.
Question Satisfying(const TableGrant& grant, uint16_t relations) {
  Question question;
  question.operation = FindOperation(grant.operation);
  question.category = FindCategory(grant.category);
  // A role without a partner acts from the coordinator's.
  question.partner = Reference().FindPartner(
      grant.partner.empty() ? "commune-alencon" : grant.partner);
  question.role = grant.role.empty() ? v1::ROLE_MEMBER : FindRole(grant.role);
  question.relations = relations;
  question.age = AgeFor(grant);
  question.state = v1::CASE_STATE_ACTIVE;
  question.notice_given = true;
  if (Asks(grant, "written_basis")) question.conditions |= kWrittenBasis;
  if (Asks(grant, "agreement")) question.conditions |= kAgreement;
  return question;
}

// Whether a row that asks for no condition gives the same by this relation: who
// carries an action needs no basis to propose another.
bool AnotherRowOpens(const TableGrant& grant, const Question& question) {
  return std::any_of(
      TableGrants().begin(), TableGrants().end(), [&](const TableGrant& other) {
        return other.partner == grant.partner && other.role == grant.role &&
               other.category == grant.category &&
               other.operation == grant.operation && other.all_of.empty() &&
               std::any_of(other.any_of.begin(), other.any_of.end(),
                           [&](const std::string& relation) {
                             const auto raw = RawOf(relation);
                             return std::find(raw.begin(), raw.end(),
                                              question.relations) != raw.end();
                           });
      });
}

std::string Words(const TableGrant& grant) {
  return grant.partner + grant.role + " " + grant.category + " " +
         grant.operation + " " + grant.any_of[0];
}

template <typename Visit>
void ForEachPromise(const Visit& visit) {
  for (const TableGrant& grant : TableGrants()) {
    for (const std::string& relation : grant.any_of) {
      for (const uint16_t raw : RawOf(relation)) {
        visit(grant, Satisfying(grant, raw));
      }
    }
  }
}

TEST(GrantsTest, WhatARowAsksForOpensIt) {
  int promises = 0;
  ForEachPromise([&](const TableGrant& grant, const Question& question) {
    ++promises;
    const Decision decision = Decide(question);
    EXPECT_TRUE(decision.allowed) << Words(grant);
    EXPECT_EQ(decision.refusal, Refusal::kNone);
    ASSERT_GT(decision.rule_count, 0);
    const bool cited = std::any_of(
        decision.rules.begin(), decision.rules.begin() + decision.rule_count,
        [&](uint16_t rule) {
          return Reference().rule(rule).article == grant.article;
        });
    EXPECT_TRUE(cited) << Words(grant);
  });
  EXPECT_GT(promises, 500);
}

TEST(GrantsTest, WithoutARelationNothingOpens) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    // The coordinator needs none; a member in his or her place does.
    if (grant.any_of[0] == "always") question.role = v1::ROLE_MEMBER;
    question.relations = 0;
    const Decision decision = Decide(question);
    EXPECT_FALSE(decision.allowed) << Words(grant);
    EXPECT_TRUE(decision.refusal == Refusal::kNoRelation ||
                decision.refusal == Refusal::kClosedWorld)
        << Words(grant);
    EXPECT_EQ(decision.rule_count, 0);
    EXPECT_EQ(decision.fields, 0u);
    EXPECT_EQ(decision.kinds, 0u);
  });
}

TEST(GrantsTest, WithoutARecordedConditionNothingOpensAndItIsNamed) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    if (question.conditions == 0 || AnotherRowOpens(grant, question)) return;
    const Question whole = question;
    question.conditions = 0;
    const Decision decision = Decide(question);
    EXPECT_FALSE(decision.allowed) << Words(grant);
    EXPECT_EQ(decision.refusal, Asks(grant, "written_basis")
                                    ? Refusal::kWrittenBasis
                                    : Refusal::kAgreement)
        << Words(grant);
    if (whole.conditions != (kWrittenBasis | kAgreement)) return;
    question.conditions = kWrittenBasis;
    EXPECT_EQ(Decide(question).refusal, Refusal::kAgreement);
    question.conditions = kAgreement;
    EXPECT_EQ(Decide(question).refusal, Refusal::kWrittenBasis);
  });
}

TEST(GrantsTest, AMissingConditionIsNamedOnlyWhenTheRestHolds) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    if (question.conditions == 0) return;
    question.conditions = 0;
    Question other = question;
    other.narrowed_out = true;
    if (question.role != v1::ROLE_COORDINATOR) {
      EXPECT_EQ(Decide(other).refusal, Refusal::kNarrowed) << Words(grant);
    }
    other = question;
    other.state = v1::CASE_STATE_EXITED;
    EXPECT_EQ(Decide(other).refusal, Refusal::kState) << Words(grant);
    other = question;
    other.standing = kUnsigned;
    EXPECT_EQ(Decide(other).refusal, Refusal::kNobody) << Words(grant);
    if (question.role == v1::ROLE_COORDINATOR) return;
    other = question;
    other.relations = 0;
    EXPECT_EQ(Decide(other).refusal, Refusal::kNoRelation) << Words(grant);
  });
}

TEST(GrantsTest, OutsideItsAgesNothingOpens) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    if (Asks(grant, "age_16_17")) {
      for (const uint8_t age : {uint8_t{15}, uint8_t{18}}) {
        question.age = age;
        question.in_school = true;
        EXPECT_EQ(Decide(question).refusal, Refusal::kGate) << Words(grant);
      }
    }
    if (Asks(grant, "adult")) {
      question.age = 17;
      EXPECT_EQ(Decide(question).refusal, Refusal::kGate) << Words(grant);
    }
  });
}

TEST(GrantsTest, WhatRefusesAloneRefusesEveryRow) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    for (const uint8_t standing :
         {kUnsigned, kSuspended, kRecused, kOutOfTerm}) {
      question.standing = standing;
      EXPECT_EQ(Decide(question).refusal, Refusal::kNobody) << Words(grant);
    }
  });
}

TEST(GrantsTest, AtExitOnlyASubjectRequestStillOpens) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    question.state = v1::CASE_STATE_EXITED;
    EXPECT_EQ(Decide(question).allowed, grant.any_of[0] == "open_request")
        << Words(grant);
    question.state = v1::CASE_STATE_UNSPECIFIED;
    EXPECT_FALSE(Decide(question).allowed) << Words(grant);
  });
}

TEST(GrantsTest, NarrowedOutNoPartnerReads) {
  ForEachPromise([](const TableGrant& grant, Question question) {
    question.is_entry = true;
    question.carried = true;
    question.narrowed_out = true;
    EXPECT_EQ(Decide(question).allowed, question.role == v1::ROLE_COORDINATOR)
        << Words(grant);
  });
}

TEST(GrantsTest, OnlyWhatTheRowNamesIsShown) {
  for (const TableGrant& grant : TableGrants()) {
    if (grant.only.empty()) continue;
    const auto raw = RawOf(grant.any_of[0])[0];
    // Carrying shows LeadWorker whole: asked by the referral alone.
    const uint16_t relations =
        raw == kSession && grant.partner == "association-mediation"
            ? uint16_t{kOwnReferral}
            : raw;
    const Decision decision = Decide(Satisfying(grant, relations));
    ASSERT_TRUE(decision.allowed) << Words(grant);
    uint64_t fields = 0;
    uint32_t kinds = 0;
    for (const std::string& word : grant.only) {
      const Limit limit = FindLimit(FindCategory(grant.category), word);
      if (limit.kind == Limit::Kind::kField) {
        fields |= uint64_t{1} << static_cast<unsigned>(limit.number);
      } else if (limit.kind == Limit::Kind::kValueOfKind) {
        kinds |= uint32_t{1} << static_cast<unsigned>(limit.number);
      } else {
        EXPECT_TRUE(decision.own_organisation) << Words(grant);
      }
    }
    if (fields != 0) {
      EXPECT_EQ(decision.fields, fields) << Words(grant);
    }
    if (kinds != 0) {
      EXPECT_EQ(decision.kinds, kinds) << Words(grant);
    }
    EXPECT_EQ(decision.partial, fields != 0 || kinds != 0) << Words(grant);
  }
}

TEST(GrantsTest, AKindThatIsNotNamedIsNotShown) {
  Question question =
      AskRead("pjj", v1::CATEGORY_MUNICIPAL_MEASURE, kLeadWorker);
  question.is_entry = true;
  const auto allowed = [&](v1::MunicipalMeasureKind kind) {
    question.kind = static_cast<uint8_t>(kind);
    return Decide(question).allowed;
  };
  EXPECT_TRUE(allowed(v1::MUNICIPAL_MEASURE_KIND_CIVIC_REMINDER));
  EXPECT_TRUE(allowed(v1::MUNICIPAL_MEASURE_KIND_PARENTAL_SUPPORT));
  EXPECT_FALSE(allowed(v1::MUNICIPAL_MEASURE_KIND_FAMILY_COUNCIL));
  EXPECT_FALSE(allowed(v1::MUNICIPAL_MEASURE_KIND_MAYOR_MEETING));
  EXPECT_FALSE(allowed(v1::MUNICIPAL_MEASURE_KIND_MUNICIPAL_SETTLEMENT));
}

TEST(GrantsTest, WhatTheTableDoesNotGiveIsRefused) {
  // Every relation and condition at once, and still only the table's cells.
  constexpr uint16_t kEveryRelation =
      kSession | kLeadWorker | kOpenAction | kContributor | kOwnReferral |
      kTypedSender | kPendingValidation | kOpenRequest;
  int refused = 0;
  for (PartnerIndex p = 0; p < Reference().partner_count(); ++p) {
    const std::string partner(Reference().PartnerId(p));
    for (int role = 1; role <= v1::Role_MAX; ++role) {
      for (size_t n = 1; n < kCategories; ++n) {
        for (const auto operation :
             {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE}) {
          Question question = Ask(partner, static_cast<v1::Role>(role),
                                  operation, static_cast<v1::Category>(n));
          question.relations = kEveryRelation;
          question.conditions = kWrittenBasis | kAgreement;
          question.age = AgeFor(
              {.partner = partner,
               .category = std::string(CategoryName(question.category))});
          const bool member = role == v1::ROLE_MEMBER ||
                              role == v1::ROLE_CO_PILOT ||
                              role == v1::ROLE_COORDINATOR;
          const std::string category(CategoryName(question.category));
          const char* const verb =
              operation == v1::OPERATION_READ ? "READ" : "CONTRIBUTE";
          const auto gives = [&](const TableGrant& grant) {
            if (grant.category != category || grant.operation != verb ||
                (!grant.partner.empty() && grant.partner != partner)) {
              return false;
            }
            if (!grant.role.empty()) {
              return FindRole(grant.role) == question.role;
            }
            return member && (operation == v1::OPERATION_READ ||
                              role != v1::ROLE_COORDINATOR);
          };
          bool given =
              std::any_of(TableGrants().begin(), TableGrants().end(), gives);
          // The rule `carrying`.
          given |=
              member && operation == v1::OPERATION_READ &&
              (n == v1::CATEGORY_IDENTITY || n == v1::CATEGORY_LEAD_WORKER);
          const uint8_t prohibited = Reference().ProhibitedClasses(p);
          given &=
              (prohibited & Reference().CategoryClass(question.category)) == 0;
          given &= n != v1::CATEGORY_LEGAL_REPRESENTATIVES || question.age < 18;
          // The coordinator's and the officer's gates are their partner's.
          given &= Reference().PartnerGateOpen(p, question.age, false,
                                               question.category, operation);
          EXPECT_EQ(Decide(question).allowed, given)
              << partner << " role " << role << " category " << n;
          refused += given ? 0 : 1;
        }
      }
    }
  }
  EXPECT_GT(refused, 1500);
}

}  // namespace
}  // namespace sceau::policy
