#include "server/cases/conditions.h"

#include <algorithm>
#include <utility>

#include "google/protobuf/util/message_differencer.h"

#include "policy/compile/written_basis.h"
#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

using Fact = storage::v1::ConditionFact;

constexpr char kDatedAfter[] =
    "this has ended: what opens again is dated after its end";

bool IsAbout(const v1::Condition& condition, v1::Category category) {
  return std::find(condition.categories().begin(), condition.categories().end(),
                   category) != condition.categories().end();
}

// The day on which it was written or given.
absl::CivilDay DayOf(const v1::Condition& condition) {
  return ToCivil(condition.has_agreement() ? condition.agreement().date()
                                           : condition.written_basis().date());
}

bool HasEnded(const v1::Condition& condition, absl::CivilDay today) {
  return condition.has_end() && ToCivil(condition.end()) < today;
}

// Whether both are agreements, or texts of one kind.
bool OfOneKind(const v1::Condition& a, const v1::Condition& b) {
  if (a.has_agreement() != b.has_agreement()) return false;
  return a.has_agreement() ||
         a.written_basis().kind() == b.written_basis().kind();
}

// Whether it stands for everybody's entries: the coordinator recorded it, and
// not as part of a deposit.
bool IsShared(const Fact& fact) {
  return fact.recorded_by() == kSecretariat && !fact.declared();
}

bool IsFor(const Fact& fact, absl::string_view owner) {
  return IsShared(fact) || fact.recorded_by() == owner;
}

// The day after which another must be dated to open again what `ended` closed:
// its last day, or the day its end was recorded when that came before.
absl::CivilDay OpensAgainAfter(const Fact& ended) {
  const absl::CivilDay last = ToCivil(ended.condition().end());
  if (!ended.has_end_recorded()) return last;
  return std::min(last, ToCivil(ended.end_recorded()));
}

// Whether the condition at `place` was recorded after the end of another of its
// kind and for the same entries, and is not dated after that end.
bool IsBarred(const CaseFacts& facts, int place, v1::Category category,
              absl::CivilDay today) {
  const Fact& fact = facts.conditions(place);
  return std::any_of(facts.conditions().begin(), facts.conditions().end(),
                     [&](const Fact& other) {
                       return &other != &fact &&
                              place >= other.recorded_before_end() &&
                              HasEnded(other.condition(), today) &&
                              IsAbout(other.condition(), category) &&
                              OfOneKind(other.condition(), fact.condition()) &&
                              IsFor(other, fact.recorded_by()) &&
                              DayOf(fact.condition()) <= OpensAgainAfter(other);
                     });
}

// From the 18th birthday on, only the person's own agreement stands.
bool EndedWithMajority(const CaseFacts& facts, const v1::Condition& condition,
                       absl::CivilDay today) {
  return condition.has_agreement() && facts.has_birth_date() &&
         !IsMinor(facts, today) && !IsPerson(condition.agreement().given_by());
}

bool Stands(const CaseFacts& facts, int place, v1::Category category,
            absl::CivilDay today) {
  const v1::Condition& condition = facts.conditions(place).condition();
  return !HasEnded(condition, today) &&
         !EndedWithMajority(facts, condition, today) &&
         !IsBarred(facts, place, category, today);
}

// Calls `use` with each condition that stands for entries of `owner`; empty =
// of anybody.
template <typename Use>
void ForStanding(const CaseFacts& facts, v1::Category category,
                 absl::string_view owner, absl::CivilDay today, Use use) {
  for (int place = 0; place < facts.conditions_size(); ++place) {
    const Fact& fact = facts.conditions(place);
    if (IsAbout(fact.condition(), category) &&
        (owner.empty() || IsFor(fact, owner)) &&
        Stands(facts, place, category, today)) {
      use(fact);
    }
  }
}

uint8_t BitOf(const policy::Program& program, const v1::Condition& condition,
              v1::Category category, absl::string_view owner) {
  if (condition.has_agreement()) return policy::kAgreement;
  policy::OwnerFunction function;
  if (!owner.empty()) function = program.FunctionOf(owner);
  const bool fits = condition.has_written_basis() &&
                    policy::WrittenBasisFits(condition.written_basis().kind(),
                                             category, function);
  if (fits) return policy::kWrittenBasis;
  return 0;
}

// Whether both are the same text or the same agreement, whatever their end.
bool SaysTheSame(v1::Condition a, v1::Condition b) {
  a.clear_end();
  b.clear_end();
  return google::protobuf::util::MessageDifferencer::Equals(a, b);
}

absl::Status ConditionForbids(absl::string_view message) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message);
}

// `known`: how many conditions the case has as the end is recorded.
void SetEndRecorded(const Call& call, int known, Fact& fact) {
  fact.clear_end_recorded();
  fact.clear_recorded_before_end();
  if (!fact.condition().has_end()) return;
  *fact.mutable_end_recorded() = ToDate(call.today);
  fact.set_recorded_before_end(known);
}

Fact& Add(const Call& call, absl::string_view owner, v1::Condition condition,
          CaseFacts& facts) {
  Fact& fact = *facts.add_conditions();
  *fact.mutable_condition() = std::move(condition);
  fact.set_recorded_by(std::string(owner));
  fact.set_record_time(absl::ToUnixSeconds(call.now));
  SetEndRecorded(call, facts.conditions_size(), fact);
  return fact;
}

}  // namespace

uint8_t StandingConditions(const policy::Program& program,
                           const CaseFacts& facts, v1::Category category,
                           absl::string_view owner, absl::CivilDay today) {
  uint8_t bits = 0;
  ForStanding(facts, category, owner, today, [&](const Fact& fact) {
    bits |= BitOf(program, fact.condition(), category, owner);
  });
  return bits;
}

uint8_t SharedConditions(const policy::Program& program, const CaseFacts& facts,
                         v1::Category category, absl::CivilDay today) {
  uint8_t bits = 0;
  ForStanding(facts, category, {}, today, [&](const Fact& fact) {
    if (IsShared(fact)) bits |= BitOf(program, fact.condition(), category, {});
  });
  return bits;
}

bool HasLapsed(const CaseFacts& facts, v1::Category category,
               absl::CivilDay today) {
  for (int place = 0; place < facts.conditions_size(); ++place) {
    if (IsAbout(facts.conditions(place).condition(), category) &&
        !Stands(facts, place, category, today)) {
      return true;
    }
  }
  return false;
}

std::vector<v1::WrittenBasis> StandingBases(const CaseFacts& facts,
                                            v1::Category category,
                                            absl::string_view owner,
                                            absl::CivilDay today) {
  std::vector<v1::WrittenBasis> bases;
  ForStanding(facts, category, owner, today, [&](const Fact& fact) {
    if (fact.condition().has_written_basis()) {
      bases.push_back(fact.condition().written_basis());
    }
  });
  return bases;
}

uint8_t OwnProposalConditions(const policy::Program& program,
                              const CaseFacts& facts, v1::Category category,
                              absl::string_view owner, absl::CivilDay today) {
  uint8_t bits = 0;
  bool person = false;
  bool representative = false;
  ForStanding(facts, category, owner, today, [&](const Fact& fact) {
    const v1::Condition& condition = fact.condition();
    if (condition.has_agreement()) {
      person |= IsPerson(condition.agreement().given_by());
      representative |= IsRepresentative(condition.agreement().given_by());
    } else {
      bits |= BitOf(program, condition, category, owner);
    }
  });
  if (person && (representative || !IsMinor(facts, today))) {
    bits |= policy::kAgreement;
  }
  return bits;
}

std::set<std::string> NamedByAgreement(const CaseFacts& facts,
                                       v1::Category category,
                                       absl::string_view owner,
                                       absl::CivilDay today) {
  std::set<std::string> named;
  ForStanding(facts, category, owner, today, [&](const Fact& fact) {
    const auto& partners = fact.condition().agreement().named_partners();
    named.insert(partners.begin(), partners.end());
  });
  return named;
}

absl::Status CheckConditionRoom(const CaseFacts& facts,
                                absl::string_view owner) {
  const auto recorded = std::count_if(
      facts.conditions().begin(), facts.conditions().end(),
      [owner](const Fact& fact) { return fact.recorded_by() == owner; });
  return recorded < kMaxConditionsOfOwner
             ? absl::OkStatus()
             : ConditionForbids(
                   "your organisation has recorded as many conditions "
                   "of this case as it can");
}

void DeclareConditions(
    const Call& call, absl::string_view owner, v1::Category category,
    const google::protobuf::RepeatedPtrField<v1::Condition>& conditions,
    CaseFacts& facts) {
  for (v1::Condition condition : conditions) {
    condition.clear_categories();
    condition.add_categories(category);
    const bool declared =
        std::any_of(facts.conditions().begin(), facts.conditions().end(),
                    [&condition, owner](const Fact& fact) {
                      return fact.recorded_by() == owner &&
                             SaysTheSame(fact.condition(), condition);
                    });
    if (declared) continue;
    Add(call, owner, std::move(condition), facts).set_declared(true);
  }
}

absl::Status RecordOrEndCondition(const Call& call,
                                  const v1::Condition& condition,
                                  CaseFacts& facts) {
  bool known = false;
  for (Fact& fact : *facts.mutable_conditions()) {
    if (!SaysTheSame(fact.condition(), condition)) continue;
    // Anew is the coordinator's own to record; ending is of whoever's it is.
    if (!condition.has_end() && !IsShared(fact)) continue;
    if (HasEnded(fact.condition(), call.today)) {
      return ConditionForbids(kDatedAfter);
    }
    known = true;
    *fact.mutable_condition() = condition;
    SetEndRecorded(call, facts.conditions_size(), fact);
  }
  if (known) return absl::OkStatus();
  RETURN_IF_ERROR(CheckConditionRoom(facts, call.caller.owner()));
  Add(call, call.caller.owner(), condition, facts);
  for (const int category : condition.categories()) {
    if (IsBarred(facts, facts.conditions_size() - 1,
                 static_cast<v1::Category>(category), call.today)) {
      return ConditionForbids(kDatedAfter);
    }
  }
  return absl::OkStatus();
}

}  // namespace sceau
