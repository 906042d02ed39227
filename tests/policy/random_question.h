// Random questions for the tests of properties: mostly sensible ones, since a
// question drawn evenly is nearly always refused.
#ifndef SCEAU_TESTS_POLICY_RANDOM_QUESTION_H_
#define SCEAU_TESTS_POLICY_RANDOM_QUESTION_H_

#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"

#include "policy/decide/types.h"

namespace sceau::policy {

class RandomQuestions {
 public:
  explicit RandomQuestions(uint64_t seed) : random_(seed) {}

  // `partners`: how many the charter has.
  Question Next(size_t partners) {
    Question q;
    // Half of them read or contribute.
    q.operation = static_cast<v1::Operation>(
        Chance(2) ? 1 + Below(2) : 1 + Below(v1::Operation_MAX));
    q.category = Chance(12)
                     ? v1::CATEGORY_UNSPECIFIED
                     : static_cast<v1::Category>(1 + Below(v1::Category_MAX));
    // The operations of a role take none.
    if (q.operation > v1::OPERATION_DECISION_VALIDATE && Chance(2)) {
      q.category = v1::CATEGORY_UNSPECIFIED;
    }
    q.partner = static_cast<PartnerIndex>(Below(static_cast<int>(partners)));
    q.role = static_cast<v1::Role>(1 + Below(v1::Role_MAX));
    if (Chance(2)) q.role = v1::ROLE_MEMBER;
    if (Chance(16)) q.standing = static_cast<uint8_t>(1u << Below(4));
    q.relations = static_cast<uint16_t>(random_() & random_() & 0xFF);
    if (Chance(3)) q.relations = static_cast<uint16_t>(1u << Below(8));
    q.conditions = static_cast<uint8_t>(Chance(2) ? 3 : Below(4));
    q.age = static_cast<uint8_t>(10 + Below(18));
    q.in_school = Chance(3);
    q.state = static_cast<v1::CaseState>(Chance(2) ? 2 : Below(4));
    q.notice_given = !Chance(4);
    q.is_entry = Chance(2);
    q.own = Chance(4);
    q.narrowed_out = Chance(8);
    q.asked = Chance(4);
    q.carried = Chance(2);
    if (q.category == v1::CATEGORY_MUNICIPAL_MEASURE) {
      q.kind = static_cast<uint8_t>(Below(6));
    }
    if (Chance(6)) q.value_classes = static_cast<uint8_t>(1u << Below(5));
    return q;
  }

  int Below(int bound) {
    return static_cast<int>(random_() % static_cast<uint64_t>(bound));
  }
  bool Chance(int one_in) { return Below(one_in) == 0; }
  std::mt19937_64& random() { return random_; }

 private:
  std::mt19937_64 random_;
};

// A question in one line, for a failure.
inline std::string ToText(const Question& q) {
  return absl::StrCat(
      "op ", q.operation, " category ", q.category, " partner ",
      static_cast<int>(q.partner), " role ", q.role, " standing ",
      static_cast<int>(q.standing), " relations ", q.relations, " conditions ",
      static_cast<int>(q.conditions), " age ", static_cast<int>(q.age),
      " school ", q.in_school, " state ", q.state, " notice ", q.notice_given,
      " entry ", q.is_entry, " own ", q.own, " narrowed ", q.narrowed_out,
      " asked ", q.asked, " carried ", q.carried, " kind ",
      static_cast<int>(q.kind), " values ", static_cast<int>(q.value_classes));
}

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_RANDOM_QUESTION_H_
