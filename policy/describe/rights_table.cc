#include "policy/describe/rights_table.h"

#include <algorithm>

#include "absl/types/optional.h"

namespace sceau::policy {
namespace {

constexpr uint16_t kAsked[] = {
    0,
    kSession,
    kLeadWorker,
    kOpenAction,
    kContributor,
    kOwnReferral,
    kTypedSender,
    kPendingValidation,
    kOpenRequest,
};

// From nothing recorded to everything: the least that suffices is found first.
constexpr uint8_t kConditionSets[] = {0, kWrittenBasis, kAgreement,
                                      kWrittenBasis | kAgreement};

// The answer with the fewest conditions; none when it is no all the same.
absl::optional<TableRight> Least(const Program& program, Question question) {
  for (const uint8_t conditions : kConditionSets) {
    question.conditions = conditions;
    const Decision decision = program.Decide(question);
    if (!decision.allowed) continue;
    TableRight right{.relations = question.relations,
                     .conditions = conditions,
                     .fields = decision.fields,
                     .kinds = decision.kinds,
                     .own_organisation = decision.own_organisation};
    right.rules.assign(decision.rules.begin(),
                       decision.rules.begin() + decision.rule_count);
    return right;
  }
  return absl::nullopt;
}

bool SameRight(const TableRight& a, const TableRight& b) {
  return a.conditions == b.conditions && a.fields == b.fields &&
         a.kinds == b.kinds && a.own_organisation == b.own_organisation;
}

void AddRules(const TableRight& from, TableRight& to) {
  for (const uint16_t rule : from.rules) {
    if (std::find(to.rules.begin(), to.rules.end(), rule) == to.rules.end()) {
      to.rules.push_back(rule);
    }
  }
}

// The rights of one relation, a line for each span of ages that differs.
std::vector<TableRight> ByAge(const Program& program, Question question) {
  std::vector<TableRight> rights;
  const int ceiling = program.clocks().ceiling_age;
  for (int age = 0; age < ceiling; ++age) {
    question.age = static_cast<uint8_t>(age);
    const auto right = Least(program, question);
    if (!right.has_value()) continue;
    const auto year = static_cast<uint8_t>(age);
    TableRight* last = rights.empty() ? nullptr : &rights.back();
    if (last != nullptr && last->ages.back().second + 1 == age &&
        SameRight(*last, *right)) {
      last->ages.back().second = year;
      AddRules(*right, *last);
    } else {
      rights.push_back(*right);
      rights.back().ages = {{year, year}};
    }
  }
  return rights;
}

std::vector<TableRight> RightsTo(const Program& program, Question question) {
  std::vector<TableRight> all;
  for (const uint16_t relation : kAsked) {
    question.relations = relation;
    for (const TableRight& right : ByAge(program, question)) {
      const auto same =
          std::find_if(all.begin(), all.end(), [&](const TableRight& known) {
            return SameRight(known, right) && known.ages == right.ages;
          });
      if (same == all.end()) {
        all.push_back(right);
      } else if (same->relations != 0) {
        same->relations |= relation;
        AddRules(right, *same);
      }
      // What needs no relation is said without any.
    }
  }
  return all;
}

}  // namespace

std::vector<TableRow> RightsOf(const Program& program, PartnerIndex partner,
                               v1::Role role) {
  std::vector<TableRow> rows;
  Question question;
  question.partner = partner;
  question.role = role;
  question.state = v1::CASE_STATE_ACTIVE;
  question.notice_given = true;
  for (int c = 1; c <= v1::Category_MAX; ++c) {
    question.category = static_cast<v1::Category>(c);
    TableRow row{.category = question.category};
    question.operation = v1::OPERATION_READ;
    row.read = RightsTo(program, question);
    question.operation = v1::OPERATION_CONTRIBUTE;
    row.contribute = RightsTo(program, question);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sceau::policy
