#include "policy/compile/checker.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/catalogue.h"
#include "policy/describe/describe.h"
#include "tests/policy/charter_edits.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// A right that could be granted, to be spoilt.
Grant* AddGrant(Charter& charter) {
  Grant* grant = charter.add_grants();
  grant->set_partner("ddetspp");
  grant->set_category("Strengths");
  grant->set_operation("READ");
  grant->add_any_of("open_action");
  grant->set_article("article");
  grant->set_reason_fr("Une raison.");
  return grant;
}

std::vector<std::string> CodesAfter(const std::function<void(Grant&)>& change) {
  return CodesOf(
      Changed([&](Charter& charter) { change(*AddGrant(charter)); }));
}

TEST(CheckerTest, TheUnspoiltGrantIsFine) {
  EXPECT_THAT(CodesAfter([](Grant&) {}), ElementsAre());
}

TEST(CheckerTest, AGrantWithoutAnArticleIsRefused) {
  EXPECT_THAT(CodesAfter([](Grant& g) { g.clear_article(); }),
              ElementsAre("MISSING_ARTICLE"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_article("two\nlines"); }),
              ElementsAre("MALFORMED"));
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.set_article(std::string(kMaxArticleBytes, 'a'));
              }),
              ElementsAre());
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.set_article(std::string(kMaxArticleBytes + 1, 'a'));
              }),
              ElementsAre("MALFORMED"));
}

TEST(CheckerTest, AGrantWithoutAFrenchReasonIsRefused) {
  EXPECT_THAT(CodesAfter([](Grant& g) { g.clear_reason_fr(); }),
              ElementsAre("MISSING_REASON"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_reason_fr("\x01"); }),
              ElementsAre("MALFORMED"));
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.set_reason_fr(std::string(kMaxSentenceBytes, 'a'));
              }),
              ElementsAre());
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.set_reason_fr(std::string(kMaxSentenceBytes + 1, 'a'));
              }),
              ElementsAre("MALFORMED"));
}

TEST(CheckerTest, EveryUnknownWordOfAGrantIsRefused) {
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_partner("gendarmerie"); }),
              ElementsAre("UNKNOWN_PARTNER"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_role("mayor"); }),
              ElementsAre("UNKNOWN_ROLE"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_role("every member"); }),
              ElementsAre("UNKNOWN_ROLE"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_category("Strength"); }),
              ElementsAre("UNKNOWN_CATEGORY"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_operation("WRITE"); }),
              ElementsAre("UNKNOWN_OPERATION"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.set_operation("UNSPECIFIED"); }),
              ElementsAre("UNKNOWN_OPERATION"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.add_any_of("typed_sender"); }),
              ElementsAre("UNKNOWN_RELATION"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.add_all_of("of_age"); }),
              ElementsAre("UNKNOWN_CONDITION"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.add_only("kind"); }),
              ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.add_only("own_organisation"); }),
              ElementsAre("UNKNOWN_FIELD"));
}

TEST(CheckerTest, OnlyTakesFieldsAndKindsOfTheCategory) {
  const auto with = [](const char* category, const char* only) {
    return CodesAfter([&](Grant& g) {
      g.set_category(category);
      g.add_only(only);
    });
  };
  EXPECT_THAT(with("MunicipalMeasure", "civic_reminder"), ElementsAre());
  EXPECT_THAT(with("MunicipalMeasure", "outcome"), ElementsAre());
  EXPECT_THAT(with("MunicipalMeasure", "CIVIC_REMINDER"),
              ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(with("MunicipalMeasure", "unspecified"),
              ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(with("Notice", "informed_flag"), ElementsAre());
  EXPECT_THAT(with("Notice", "name"), ElementsAre("UNKNOWN_FIELD"));
}

TEST(CheckerTest, AGrantSaysToWhomAndByWhichRelation) {
  EXPECT_THAT(CodesAfter([](Grant& g) { g.clear_partner(); }),
              ElementsAre("NOBODY_GRANTED"));
  EXPECT_THAT(CodesAfter([](Grant& g) { g.clear_any_of(); }),
              ElementsAre("EMPTY_ANY_OF"));
}

TEST(CheckerTest, OnlyReadingAndContributingAreGrantedByCategory) {
  for (const char* operation : {"SUPERSEDE", "CASE_CREATE", "LIST_ALL"}) {
    EXPECT_THAT(CodesAfter([&](Grant& g) { g.set_operation(operation); }),
                ElementsAre("NOT_GRANTABLE"));
  }
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.set_category("Administrative");
                g.set_operation("CONTRIBUTE");
              }),
              ElementsAre("NOT_GRANTABLE"));
}

TEST(CheckerTest, ConditionsThatNeverMeetAreRefused) {
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.add_all_of("minor");
                g.add_all_of("adult");
              }),
              ElementsAre("CONDITION_NEVER_HOLDS"));
  EXPECT_THAT(CodesAfter([](Grant& g) {
                g.add_all_of("minor");
                g.add_all_of("age_16_17");
              }),
              ElementsAre());
}

TEST(CheckerTest, ARightSaidTwiceIsRefusedWhateverTheOrderOfItsWords) {
  const std::string text = Changed([](Charter& charter) {
    Grant* one = AddGrant(charter);
    one->add_any_of("contributor");
    Grant* two = AddGrant(charter);
    two->clear_any_of();
    two->add_any_of("contributor");
    two->add_any_of("open_action");
  });
  const CompileResult result = Compile(text);
  ASSERT_EQ(result.issues.size(), 1u);
  EXPECT_EQ(CodeOf(result.issues[0]), "DUPLICATE");
  // The second is at fault, the first is named.
  EXPECT_LT(std::stoi(result.issues[0].detail), result.issues[0].line);
}

TEST(CheckerTest, AGrantAgainstAProhibitionIsRefusedWithBothPlaces) {
  const std::string text = absl::StrCat(
      ReferenceText(),
      "grants {\n  partner: \"mission-locale\"\n"
      "  category: \"JudicialMeasure\"\n  operation: \"READ\"\n"
      "  any_of: \"lead_worker\"\n  article: \"a\"\n  reason_fr: \"b\"\n}\n");
  const CompileResult result = Compile(text);
  ASSERT_EQ(result.issues.size(), 1u);
  EXPECT_EQ(result.program, nullptr);
  const Issue& issue = result.issues[0];
  EXPECT_EQ(CodeOf(issue), "GRANT_AGAINST_PROHIBITION");
  const auto lines =
      std::count(ReferenceText().begin(), ReferenceText().end(), '\n');
  EXPECT_EQ(issue.line, static_cast<int>(lines) + 3);
  EXPECT_EQ(issue.column, 3);
  // The line of the prohibition.
  const std::string head = ReferenceText().substr(
      0, ReferenceText().find("  partner: \"mission-locale\"\n  classes"));
  EXPECT_EQ(issue.detail,
            std::to_string(std::count(head.begin(), head.end(), '\n')));
}

TEST(CheckerTest, EveryIssueIsReportedAtOnceInTheOrderOfTheText) {
  const std::string text = absl::StrReplaceAll(
      ReferenceText(), {{"\"alencon-2026-1\"", "\"Alençon 2026\""},
                        {"window_days_before: 14", "window_days_before: 0"},
                        {"condition: \"minor\"", "condition: \"young\""}});
  const CompileResult result = Compile(text);
  std::vector<std::string> codes;
  int last = 0;
  for (const Issue& issue : result.issues) {
    codes.push_back(CodeOf(issue));
    EXPECT_GT(issue.line, 0);
    EXPECT_GE(issue.line, last);
    last = issue.line;
  }
  // The last is seen by the floor too: the gate is not there any more.
  EXPECT_THAT(codes, ElementsAre("MALFORMED", "OUT_OF_RANGE",
                                 "UNKNOWN_CONDITION", "F-16"));
}

TEST(CheckerTest, TheHeadOfTheCharterIsChecked) {
  const auto codes = [](const std::function<void(Charter&)>& change) {
    return CodesOf(Changed(change));
  };
  EXPECT_THAT(codes([](Charter& c) { c.clear_title(); }),
              ElementsAre("MISSING"));
  EXPECT_THAT(codes([](Charter& c) { c.set_version("-1"); }),
              ElementsAre("MALFORMED"));
  EXPECT_THAT(codes([](Charter& c) { c.set_effective_date("1/1/2026"); }),
              ElementsAre("MALFORMED"));
  EXPECT_THAT(codes([](Charter& c) { c.set_term_end("2026-02-30"); }),
              ElementsAre("MALFORMED"));
  EXPECT_THAT(codes([](Charter& c) { c.set_term_end("2025-12-31"); }),
              ElementsAre("OUT_OF_RANGE"));
  EXPECT_THAT(codes([](Charter& c) { c.clear_contacts(); }),
              ElementsAre("MISSING"));
  EXPECT_THAT(codes([](Charter& c) { c.mutable_contacts()->clear_crip(); }),
              ElementsAre("MISSING"));
  EXPECT_THAT(codes([](Charter& c) { c.clear_postal_codes(); }),
              ElementsAre("MISSING"));
  EXPECT_THAT(codes([](Charter& c) { c.add_postal_codes("6100"); }),
              ElementsAre("MALFORMED"));
  EXPECT_THAT(codes([](Charter& c) { c.add_postal_codes("61000"); }),
              ElementsAre("DUPLICATE"));
}

// What the law asks of an organisation without title is not the question.
std::vector<std::string> WithoutTheFloor(std::vector<std::string> codes) {
  std::erase(codes, "F-10");
  return codes;
}

TEST(CheckerTest, PartnersAreNamedOnceAndNoneIsTheSecretariat) {
  const auto codes = [](const char* id, const char* kind) {
    return WithoutTheFloor(CodesOf(Changed([&](Charter& charter) {
      Partner* partner = charter.add_partners();
      partner->set_id(id);
      partner->set_name("Un nom");
      partner->set_kind(kind);
      partner->set_function("MEDIATION");
    })));
  };
  EXPECT_THAT(codes("gendarmerie", "state"), ElementsAre());
  EXPECT_THAT(codes("gendarmerie", "police"), ElementsAre("UNKNOWN_KIND"));
  EXPECT_THAT(codes("secretariat", "local"), ElementsAre("MALFORMED"));
  EXPECT_THAT(codes("Gendarmerie", "state"), ElementsAre("MALFORMED"));
  EXPECT_THAT(codes("", "state"), ElementsAre("MALFORMED"));
  EXPECT_THAT(codes("pjj", "state"), ElementsAre("DUPLICATE"));
  const auto with = [](int count) {
    return WithoutTheFloor(CodesOf(Changed([&](Charter& charter) {
      for (int i = charter.partners_size(); i < count; ++i) {
        Partner* partner = charter.add_partners();
        partner->set_id(absl::StrCat("p", i));
        partner->set_name("Un nom");
        partner->set_kind("state");
        partner->set_function("MEDIATION");
      }
    })));
  };
  EXPECT_THAT(with(static_cast<int>(kMaxPartners)), ElementsAre());
  EXPECT_THAT(with(static_cast<int>(kMaxPartners) + 1),
              ElementsAre("TOO_MANY"));
}

TEST(CheckerTest, EveryCategoryHasOneClass) {
  EXPECT_THAT(CodesOf(Changed(
                  [](Charter& c) { c.mutable_categories()->RemoveLast(); })),
              ElementsAre("MISSING_CLASS"));
  EXPECT_THAT(CodesOf(Changed(
                  [](Charter& c) { *c.add_categories() = c.categories(0); })),
              ElementsAre("DUPLICATE"));
  EXPECT_THAT(CodesOf(Changed([](Charter& c) {
                c.mutable_categories(0)->set_class_("D");
              })),
              ElementsAre("UNKNOWN_CLASS"));
}

TEST(CheckerTest, ClassedValuesAreRealValues) {
  const auto codes = [](const char* field, const char* value) {
    return CodesOf(Changed([&](Charter& charter) {
      ClassedValue* classed = charter.add_value_classes();
      classed->set_field(field);
      classed->set_value(value);
      classed->set_class_("C");
    }));
  };
  EXPECT_THAT(codes("Origin.reasons", "FAMILY_REQUEST"), ElementsAre());
  EXPECT_THAT(codes("Origin.reasons", "PUBLIC_SPACE"),
              ElementsAre("DUPLICATE"));
  EXPECT_THAT(codes("Origin.reasons", "REFERRAL_REASON_OWN_REQUEST"),
              ElementsAre("UNKNOWN_VALUE"));
  EXPECT_THAT(codes("Origin.reason", "OWN_REQUEST"),
              ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(codes("Origins.reasons", "OWN_REQUEST"),
              ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(codes("reasons", "OWN_REQUEST"), ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(codes("Origin.date", "2026"), ElementsAre("UNKNOWN_FIELD"));
  EXPECT_THAT(codes("Action.pilot", "gendarmerie"),
              ElementsAre("UNKNOWN_PARTNER"));
  EXPECT_THAT(codes("*.owner", "gendarmerie"), ElementsAre("UNKNOWN_PARTNER"));
}

TEST(CheckerTest, ProhibitionsAndGatesAreOfKnownPartnersAndCategories) {
  const auto codes = [](const std::function<void(Charter&)>& change) {
    return CodesOf(Changed(change));
  };
  EXPECT_THAT(codes([](Charter& c) {
                *c.add_prohibitions() = c.prohibitions(0);
                c.mutable_prohibitions(3)->set_partner("gendarmerie");
              }),
              ElementsAre("UNKNOWN_PARTNER"));
  EXPECT_THAT(
      codes([](Charter& c) { *c.add_prohibitions() = c.prohibitions(0); }),
      ElementsAre("DUPLICATE"));
  EXPECT_THAT(
      codes([](Charter& c) { c.mutable_prohibitions(0)->add_classes("Z"); }),
      ElementsAre("UNKNOWN_CLASS"));
  EXPECT_THAT(codes([](Charter& c) {
                *c.add_partner_gates() = c.partner_gates(1);
                c.mutable_partner_gates(6)->set_partner("gendarmerie");
              }),
              ElementsAre("UNKNOWN_PARTNER"));
  EXPECT_THAT(
      codes([](Charter& c) { *c.add_partner_gates() = c.partner_gates(1); }),
      ElementsAre("DUPLICATE"));
  EXPECT_THAT(
      codes([](Charter& c) { c.mutable_partner_gates(1)->set_min_age(-1); }),
      UnorderedElementsAre("OUT_OF_RANGE", "F-15"));
  EXPECT_THAT(
      codes([](Charter& c) { c.mutable_partner_gates(1)->set_min_age(21); }),
      ElementsAre("OUT_OF_RANGE"));
  EXPECT_THAT(codes([](Charter& c) {
                c.mutable_partner_gates(0)->mutable_also(0)->set_operation("X");
              }),
              Contains("UNKNOWN_OPERATION"));
  EXPECT_THAT(codes([](Charter& c) {
                c.mutable_partner_gates(0)->mutable_also(0)->set_category("X");
              }),
              Contains("UNKNOWN_CATEGORY"));
  EXPECT_THAT(
      codes([](Charter& c) { *c.add_subject_gates() = c.subject_gates(0); }),
      ElementsAre("DUPLICATE"));
}

TEST(CheckerTest, RolesHoldKnownOperationsOnce) {
  const auto codes = [](const std::function<void(RoleGrant&)>& change) {
    return CodesOf(
        Changed([&](Charter& c) { change(*c.mutable_role_grants(0)); }));
  };
  EXPECT_THAT(codes([](RoleGrant& g) { g.add_operations("FLY"); }),
              ElementsAre("UNKNOWN_OPERATION"));
  EXPECT_THAT(codes([](RoleGrant& g) { g.add_operations("READ"); }),
              ElementsAre("NOT_GRANTABLE"));
  EXPECT_THAT(codes([](RoleGrant& g) { g.add_operations("CASE_CREATE"); }),
              ElementsAre("DUPLICATE"));
  EXPECT_THAT(codes([](RoleGrant& g) { g.clear_article(); }),
              ElementsAre("MISSING_ARTICLE"));
  EXPECT_THAT(CodesOf(Changed(
                  [](Charter& c) { *c.add_role_grants() = c.role_grants(1); })),
              ElementsAre("DUPLICATE"));
}

TEST(CheckerTest, EveryRuleIsThereOnce) {
  EXPECT_THAT(
      CodesOf(Changed([](Charter& c) { c.mutable_rules()->RemoveLast(); })),
      ElementsAre("MISSING_RULE"));
  EXPECT_THAT(CodesOf(Changed([](Charter& c) { *c.add_rules() = c.rules(0); })),
              ElementsAre("DUPLICATE"));
  EXPECT_THAT(CodesOf(Changed([](Charter& c) {
                *c.add_rules() = c.rules(0);
                c.mutable_rules(12)->set_id("break_glass");
              })),
              ElementsAre("UNKNOWN_RULE"));
}

// Line and column of the n-th `word` of the text, from 1.
std::pair<int, int> PlaceOf(const std::string& text, const std::string& word,
                            int n = 1) {
  size_t at = std::string::npos;
  for (; n > 0; --n) at = text.find(word, at + 1);
  const std::string before = text.substr(0, at);
  return {1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          static_cast<int>(before.size() - before.rfind('\n'))};
}

Issues IssuesWith(const std::string& text, const char* what,
                  const char* instead) {
  return Compile(absl::StrReplaceAll(text, {{what, instead}})).issues;
}

TEST(CheckerTest, AFunctionThatIsNoneIsRefusedWhereItStands) {
  const Issues issues = IssuesWith(ReferenceText(), "function: \"REGION\"",
                                   "function: \"region\"");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, IssueCode::kUnknownFunction);
  EXPECT_EQ(issues[0].subject, "region");
  EXPECT_EQ(std::pair(issues[0].line, issues[0].column),
            PlaceOf(ReferenceText(), "function: \"REGION\""));
}

TEST(CheckerTest, AnOrganisationWithoutAFunctionIsRefusedWhereItStands) {
  const Issues issues =
      IssuesWith(ReferenceText(), "  function: \"REGION\"\n", "");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, IssueCode::kMissing);
  EXPECT_EQ(std::pair(issues[0].line, issues[0].column),
            PlaceOf(ReferenceText(), "partners {", 9));
}

TEST(CheckerTest, TwoOfAFunctionThatOneHasAreRefusedAtTheSecond) {
  for (const FunctionCount& each : FunctionCounts()) {
    const std::string word =
        absl::StrCat("function: \"", FunctionName(each.function), "\"");
    // The text itself, with the function told of one organisation more.
    const std::string text = absl::StrCat(
        ReferenceText(), "partners {\n  id: \"another\"\n  name: \"Another\"\n",
        "  kind: \"state\"\n  ", word, "\n}\n");
    Issues issues = Compile(text).issues;
    // What the law asks of it besides is not the question here.
    std::erase_if(issues, [](const Issue& issue) {
      return issue.code == IssueCode::kInvariant;
    });
    if (each.at_most > 1) {
      EXPECT_TRUE(issues.empty()) << word;
      continue;
    }
    ASSERT_EQ(issues.size(), 1u) << word;
    EXPECT_EQ(issues[0].code, IssueCode::kDuplicate) << word;
    EXPECT_EQ(std::pair(issues[0].line, issues[0].column),
              PlaceOf(text, word, 2));
    EXPECT_EQ(issues[0].detail, absl::StrCat(PlaceOf(text, word).first));
  }
}

TEST(CheckerTest, AGroupWithoutTownOrPrefectureIsRefused) {
  for (const char* id : {"commune-alencon", "prefecture"}) {
    const std::string text =
        Changed([id](Charter& charter) { RemovePartner(charter, id); });
    EXPECT_THAT(CodesOf(text), ElementsAre("MISSING_FUNCTION")) << id;
    const Issue issue = Compile(text).issues.at(0);
    EXPECT_EQ(std::pair(issue.line, issue.column), PlaceOf(text, "partners {"));
  }
}

TEST(CheckerTest, EveryFunctionIsCountedAndBearsItsName) {
  std::set<v1::PartnerFunction> counted;
  for (const FunctionCount& each : FunctionCounts()) {
    counted.insert(each.function);
    EXPECT_EQ(FindFunction(FunctionName(each.function)), each.function);
  }
  EXPECT_EQ(counted.size(), static_cast<size_t>(v1::PartnerFunction_MAX));
  EXPECT_EQ(FunctionName(v1::PARTNER_FUNCTION_UNSPECIFIED), "");
  EXPECT_EQ(FindFunction("UNSPECIFIED"), v1::PARTNER_FUNCTION_UNSPECIFIED);
  EXPECT_EQ(FindFunction(""), v1::PARTNER_FUNCTION_UNSPECIFIED);
}

TEST(CheckerTest, TheNumberOfGrantsIsBounded) {
  const auto with = [](int count) {
    return CodesOf(Changed([&](Charter& charter) {
      while (charter.grants_size() < count) charter.add_grants();
    }));
  };
  EXPECT_THAT(with(kMaxGrants), Not(Contains("TOO_MANY")));
  EXPECT_THAT(with(kMaxGrants + 1), Contains("TOO_MANY"));
}

}  // namespace
}  // namespace sceau::policy
