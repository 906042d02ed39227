// Decide(), 64 questions at a time: the same compiled tables, read with a word
// where Decide() has a bit, so that a proof can ask every question.
//
// Guarantee: lane n of a slice is Decide()'s answer to question n of the word.
// That is a test of at least a million random questions, and what refuses alone
// (Question::standing) is not asked here. Threads: immutable.
#ifndef SCEAU_POLICY_DECIDE_LANE_PROGRAM_H_
#define SCEAU_POLICY_DECIDE_LANE_PROGRAM_H_

#include <cstdint>
#include <vector>

#include "policy/decide/program.h"
#include "policy/proof/proof_space.h"

namespace sceau::policy {

// 64 answers.
struct Slice {
  uint64_t allowed = 0;
  // Of these, not limited to the asker's own organisation.
  uint64_t about_others = 0;
  // Of these, showing what is the coordinator's alone (Origin.profile).
  uint64_t profile = 0;
};

// What one grant or rule contributes to a slice, for a test that looks at the
// whole answer.
struct SlicePart {
  uint64_t lanes = 0;
  uint64_t fields = 0;
  uint32_t kinds = 0;
  bool is_grant = false;
  bool own_organisation = false;
};

// What a row and a subject mean to the program. Two subjects with the same
// meaning get the same answers, whatever the facts.
struct Meaning {
  // Of the partner and the category, about another's entry and one's own.
  bool gate_open = false;
  bool own_gate_open = false;
  bool past_ceiling = false;
  bool prohibited = false;
  // Grants of the cell whose ages hold; and those of them that hold only once
  // the notice is given.
  std::vector<const CellGrant*> grants = {};
  std::vector<const CellGrant*> once_told = {};

  bool operator==(const Meaning& other) const = default;
};

class LaneProgram {
 public:
  // `program` must outlive this.
  explicit LaneProgram(const Program& program)
      : program_(program), tables_(program.tables()) {}
  virtual ~LaneProgram() = default;

  Meaning MeaningOf(const Row& row, const Subject& subject) const;
  // Whether the row is refused whatever the subject and the facts.
  virtual bool IsClosed(const Row& row) const;
  // Whether it is refused whatever the facts.
  virtual bool IsClosed(const Row& row, const Meaning& meaning) const;
  // `parts`: when not null, what makes up the slice is appended.
  Slice Evaluate(const Row& row, const Meaning& meaning, const Facts& facts,
                 std::vector<SlicePart>* parts = nullptr) const {
    return IsClosed(row) || IsClosed(row, meaning)
               ? Slice()
               : EvaluateOpen(row, meaning, facts, parts);
  }
  // As above. INVARIANT: neither row nor meaning is closed.
  virtual Slice EvaluateOpen(const Row& row, const Meaning& meaning,
                             const Facts& facts,
                             std::vector<SlicePart>* parts = nullptr) const;

 private:
  struct Held;
  struct Answer;
  Held HeldOf(const Row& row, v1::Operation operation, const Meaning& meaning,
              const Facts& facts) const;
  void Cell(const Row& row, v1::Operation operation, const Meaning& meaning,
            const Facts& facts, Answer& answer) const;
  void Change(const Row& row, const Meaning& meaning, const Facts& facts,
              Answer& answer) const;
  void OfRole(const Row& row, const Meaning& meaning, const Facts& facts,
              Answer& answer) const;
  bool RoleHolds(v1::Role role, v1::Operation operation) const;

  const Program& program_;
  const Tables& tables_;
};

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DECIDE_LANE_PROGRAM_H_
