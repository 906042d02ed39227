// The questions that can be put to a program, all of them, as the proof walks
// through them.
//
// A row says who asks, for what, about which category. Within a row every fact
// varies: the age and the school, the classes that values betray, the relations
// to the case, what is recorded, the case's state, the notice, the entry. Six
// of the relations vary inside a machine word: lane n of a word is the question
// whose six first relations are the bits of n.
//
// Guarantee: complete. Ages are brackets, cut wherever the charter or the law
// changes its mind: every age of a bracket gets the same answers. Facts that
// refuse alone (Question::standing) are no dimension: see proof_alone.cc. Nor
// is what was written before a change of charter (F-35): it wants two programs
// to say yes, each of which is proven.
// Threads: immutable.
#ifndef SCEAU_POLICY_PROOF_PROOF_SPACE_H_
#define SCEAU_POLICY_PROOF_PROOF_SPACE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "policy/decide/program.h"

namespace sceau::policy {

// Who asks, for what, about what.
struct Row {
  PartnerIndex partner = kNoPartner;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  // Value of the field `kind` where the charter tells kinds apart, else 0.
  uint8_t kind = 0;
};

// About whom, and what the entry betrays beyond its category.
struct Subject {
  // A bracket, both included.
  uint8_t from_age = 0;
  uint8_t to_age = 0;
  bool in_school = false;
  uint8_t value_classes = 0;
};

// What is the same for the 64 questions of a word.
struct Facts {
  // kPendingValidation and kOpenRequest; the six others are the lanes.
  uint16_t relations = 0;
  uint8_t conditions = 0;
  v1::CaseState state = v1::CASE_STATE_UNSPECIFIED;
  bool notice_given = false;
  bool is_entry = false;
  bool own = false;
  bool narrowed_out = false;
  bool asked = false;
  bool carried = false;
};

inline constexpr unsigned kLaneCount = 64;
// Lanes in which the n-th relation (bit n of Question::relations) holds.
inline constexpr std::array<uint64_t, 6> kLanes = {
    0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0,
    0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000};
inline constexpr uint64_t kAllLanes = ~uint64_t{0};

class ProofSpace {
 public:
  explicit ProofSpace(const Program& program) : ProofSpace(program, program) {}
  // The rows of `program`, cut finely enough for both programs.
  ProofSpace(const Program& program, const Program& other);

  const std::vector<Row>& rows() const { return rows_; }
  // Age brackets times in school or not times sets of classes.
  const std::vector<Subject>& subjects() const { return subjects_; }
  const std::vector<Facts>& facts() const { return facts_; }

  size_t partner_count() const { return partner_count_; }
  size_t age_count() const { return age_count_; }
  size_t class_set_count() const { return class_set_count_; }
  // Rows times subjects times facts times lanes.
  uint64_t size() const {
    return uint64_t{rows_.size()} * subjects_.size() * facts_.size() *
           kLaneCount;
  }

 private:
  std::vector<Row> rows_;
  std::vector<Subject> subjects_;
  std::vector<Facts> facts_;
  size_t partner_count_ = 0;
  size_t age_count_ = 0;
  size_t class_set_count_ = 0;
};

// One question of the space, at the first age of its bracket.
Question QuestionOf(const Row& row, const Subject& subject, const Facts& facts,
                    unsigned lane);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_PROOF_PROOF_SPACE_H_
