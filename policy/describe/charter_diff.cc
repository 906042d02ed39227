#include "policy/describe/charter_diff.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include "policy/decide/lane_program.h"
#include "policy/proof/proof_space.h"

namespace sceau::policy {
namespace {

// Relations a sentence may name, each alone; 0: none of them.
constexpr uint16_t kAloneRelations[] = {
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
constexpr size_t kAloneCount = std::size(kAloneRelations);

// What is shown in one lane.
struct Shown {
  uint64_t fields = 0;
  uint32_t kinds = 0;
  bool own_organisation = true;
  bool operator==(const Shown& other) const = default;
};

Shown ShownIn(const std::vector<SlicePart>& parts, unsigned lane) {
  Shown shown;
  bool by_grant = false;
  for (const SlicePart& part : parts) {
    if (((part.lanes >> lane) & 1) == 0) continue;
    shown.fields |= part.fields;
    shown.kinds |= part.kinds;
    if (part.is_grant) {
      by_grant = true;
      shown.own_organisation &= part.own_organisation;
    }
  }
  shown.own_organisation &= by_grant;
  return shown;
}

// Of 64 questions: which get another answer, and how.
struct SliceChange {
  uint64_t gained = 0;
  uint64_t lost = 0;
  uint64_t altered = 0;
};

// The facts of a plain sentence: the case is followed, the person informed,
// everything recorded, no entry in particular.
bool IsPlain(const Facts& facts) {
  return facts.state == v1::CASE_STATE_ACTIVE && facts.notice_given &&
         facts.conditions == (kWrittenBasis | kAgreement) && !facts.is_entry;
}

bool SameGrant(const CellGrant* a, const CellGrant* b) {
  return a->fields == b->fields && a->kinds == b->kinds &&
         a->relations == b->relations && a->conditions == b->conditions &&
         a->own_organisation == b->own_organisation;
}

bool SameGrants(const std::vector<const CellGrant*>& a,
                const std::vector<const CellGrant*>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), SameGrant);
}

// One program as one side of the comparison.
class Side {
 public:
  explicit Side(const Program& program) : program_(program), lanes_(program) {}

  // The row as this program numbers the partner; false when it is closed.
  bool Open(const std::string& partner, Row& row) const {
    row.partner = program_.FindPartner(partner);
    return row.partner != kNoPartner && !lanes_.IsClosed(row);
  }
  const LaneProgram& lanes() const { return lanes_; }

 private:
  const Program& program_;
  const LaneProgram lanes_;
};

// A row on one side, for the subjects of a group.
struct Half {
  const LaneProgram* lanes = nullptr;
  Row row = {};
  bool open = false;
  Meaning meaning = {};

  uint64_t Evaluate(const Facts& facts, std::vector<SlicePart>& parts) const {
    parts.clear();
    if (!open || lanes->IsClosed(row, meaning)) return 0;
    return lanes->EvaluateOpen(row, meaning, facts, &parts).allowed;
  }
};

// Whether both sides answer alike because they say the same.
bool SayTheSame(const Half& a, const Half& b) {
  return a.open && b.open && a.meaning.gate_open == b.meaning.gate_open &&
         a.meaning.own_gate_open == b.meaning.own_gate_open &&
         a.meaning.past_ceiling == b.meaning.past_ceiling &&
         a.meaning.prohibited == b.meaning.prohibited &&
         SameGrants(a.meaning.grants, b.meaning.grants) &&
         SameGrants(a.meaning.once_told, b.meaning.once_told);
}

SliceChange CompareSlices(const Half& a, const Half& b, const Facts& facts,
                          std::vector<SlicePart>& of_a,
                          std::vector<SlicePart>& of_b) {
  const uint64_t before = a.Evaluate(facts, of_a);
  const uint64_t after = b.Evaluate(facts, of_b);
  SliceChange change{.gained = after & ~before, .lost = before & ~after};
  for (uint64_t both = before & after; both != 0; both &= both - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(both));
    if (!(ShownIn(of_a, lane) == ShownIn(of_b, lane))) {
      change.altered |= uint64_t{1} << lane;
    }
  }
  return change;
}

void AddAge(const Subject& subject, Ages& ages) {
  if (!ages.empty() && ages.back().second + 1 == subject.from_age) {
    ages.back().second = subject.to_age;
  } else if (ages.empty() || ages.back().second < subject.from_age) {
    ages.push_back({subject.from_age, subject.to_age});
  }
}

// What changes in one row, in plain circumstances, and elsewhere.
struct RowChange {
  std::array<Ages, kAloneCount> gained = {};
  std::array<Ages, kAloneCount> lost = {};
  std::array<Ages, kAloneCount> altered = {};
  uint64_t questions = 0;
  bool has_example = false;
  Question example = {};
};

class Comparer {
 public:
  Comparer(const Program& before, const Program& after)
      : space_(before, after), before_(before), after_(after) {
    for (const PartnerRow& partner : before.tables().partners) {
      partners_.push_back(partner.id);
    }
    for (const PartnerRow& partner : after.tables().partners) {
      partners_.push_back(partner.id);
    }
    std::sort(partners_.begin(), partners_.end());
    partners_.erase(std::unique(partners_.begin(), partners_.end()),
                    partners_.end());
  }

  CharterDiff Run() {
    diff_.questions = space_.size() / space_.partner_count() * partners_.size();
    for (const std::string& partner : partners_) {
      for (const Row& row : space_.rows()) {
        if (row.partner != 0) continue;
        CompareRow(partner, row);
      }
    }
    return std::move(diff_);
  }

 private:
  void CompareRow(const std::string& partner, const Row& what) {
    Half a{.lanes = &before_.lanes(), .row = what};
    Half b{.lanes = &after_.lanes(), .row = what};
    a.open = before_.Open(partner, a.row);
    b.open = after_.Open(partner, b.row);
    if (!a.open && !b.open) return;
    RowChange change;
    for (const Subject& subject : space_.subjects()) {
      if (a.open) a.meaning = a.lanes->MeaningOf(a.row, subject);
      if (b.open) b.meaning = b.lanes->MeaningOf(b.row, subject);
      // What is recorded as an entry also asks the role.
      const bool by_role = what.role == v1::ROLE_COORDINATOR &&
                           what.operation == v1::OPERATION_CONTRIBUTE &&
                           (what.category == v1::CATEGORY_NOTICE ||
                            what.category == v1::CATEGORY_LEAD_WORKER);
      if (SayTheSame(a, b) && !by_role) continue;
      CompareSubject(a, b, subject, change);
    }
    if (change.questions != 0) Fold(partner, what, change);
  }

  void CompareSubject(const Half& a, const Half& b, const Subject& subject,
                      RowChange& change) {
    for (const Facts& facts : space_.facts()) {
      const SliceChange slice = CompareSlices(a, b, facts, of_a_, of_b_);
      const uint64_t any = slice.gained | slice.lost | slice.altered;
      if (any == 0) continue;
      diff_.gained += static_cast<uint64_t>(std::popcount(slice.gained));
      diff_.lost += static_cast<uint64_t>(std::popcount(slice.lost));
      diff_.altered += static_cast<uint64_t>(std::popcount(slice.altered));
      change.questions += static_cast<uint64_t>(std::popcount(any));
      if (!change.has_example) {
        change.has_example = true;
        change.example =
            QuestionOf(b.open ? b.row : a.row, subject, facts,
                       static_cast<unsigned>(std::countr_zero(any)));
      }
      if (IsPlain(facts) && !subject.in_school && subject.value_classes == 0) {
        NotePlain(slice, subject, facts, change);
      }
    }
  }

  static void NotePlain(const SliceChange& slice, const Subject& subject,
                        const Facts& facts, RowChange& change) {
    for (size_t i = 0; i < kAloneCount; ++i) {
      const uint16_t relation = kAloneRelations[i];
      // The first six are lanes; the others are facts of the whole word.
      const bool is_lane = relation < kPendingValidation;
      if (facts.relations != (is_lane ? 0 : relation)) continue;
      const unsigned lane = is_lane ? relation : 0u;
      if (((slice.gained >> lane) & 1) != 0) AddAge(subject, change.gained[i]);
      if (((slice.lost >> lane) & 1) != 0) AddAge(subject, change.lost[i]);
      if (((slice.altered >> lane) & 1) != 0) {
        AddAge(subject, change.altered[i]);
      }
    }
  }

  // Relations of the same ages make one sentence, and so do roles.
  void Fold(const std::string& partner, const Row& what,
            const RowChange& change) {
    bool said = false;
    const auto fold = [&](const std::array<Ages, kAloneCount>& all,
                          RightChange::Kind kind) {
      std::map<Ages, uint16_t> relations;
      for (size_t i = 0; i < kAloneCount; ++i) {
        // What needs no relation is said without any.
        if (all[i].empty() || (i > 0 && all[i] == all[0])) continue;
        relations[all[i]] |= kAloneRelations[i];
      }
      for (const auto& [ages, bits] : relations) {
        said = true;
        Say({.partner = partner,
             .operation = what.operation,
             .category = what.category,
             .kind = kind,
             .relations = bits,
             .ages = ages},
            what);
      }
    };
    fold(change.gained, RightChange::Kind::kGains);
    fold(change.lost, RightChange::Kind::kLoses);
    fold(change.altered, RightChange::Kind::kShownOtherwise);
    if (said || what.kind != 0) return;
    Say({.partner = partner,
         .operation = what.operation,
         .category = what.category,
         .kind = RightChange::Kind::kInParticular,
         .example = change.example},
        what);
  }

  void Say(RightChange change, const Row& what) {
    // A kind of a category says what the category says.
    for (RightChange& known : diff_.changes) {
      if (known.partner == change.partner &&
          known.operation == change.operation &&
          known.category == change.category && known.kind == change.kind &&
          known.relations == change.relations && known.ages == change.ages) {
        if (std::find(known.roles.begin(), known.roles.end(), what.role) ==
            known.roles.end()) {
          known.roles.push_back(what.role);
        }
        return;
      }
    }
    change.roles = {what.role};
    diff_.changes.push_back(std::move(change));
  }

  const ProofSpace space_;
  const Side before_;
  const Side after_;
  std::vector<std::string> partners_;
  std::vector<SlicePart> of_a_;
  std::vector<SlicePart> of_b_;
  CharterDiff diff_;
};

}  // namespace

CharterDiff Compare(const Program& before, const Program& after) {
  return Comparer(before, after).Run();
}

}  // namespace sceau::policy
