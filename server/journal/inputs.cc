#include "server/journal/inputs.h"

namespace sceau {
namespace {

// Widths in bits, in the order of the header.
constexpr unsigned kCategoryBits = 5;
constexpr unsigned kPartnerBits = 8;
constexpr unsigned kRoleBits = 3;
constexpr unsigned kStandingBits = 4;
constexpr unsigned kRelationBits = 10;
constexpr unsigned kConditionBits = 2;
constexpr unsigned kAgeBits = 8;
constexpr unsigned kStateBits = 3;
constexpr unsigned kKindBits = 8;
constexpr unsigned kClassBits = 5;
constexpr unsigned kFlags = 7;
static_assert(kCategoryBits + kPartnerBits + kRoleBits + kStandingBits +
                  kRelationBits + kConditionBits + kAgeBits + kStateBits +
                  kKindBits + kClassBits + kFlags ==
              63);

constexpr uint64_t Mask(unsigned bits) { return (uint64_t{1} << bits) - 1; }

class Packer {
 public:
  Packer& Put(uint64_t value, unsigned bits) {
    packed_ |= (value & Mask(bits)) << at_;
    at_ += bits;
    return *this;
  }
  Packer& Flag(bool value) { return Put(value ? 1 : 0, 1); }
  uint64_t packed() const { return packed_; }

 private:
  uint64_t packed_ = 0;
  unsigned at_ = 0;
};

class Unpacker {
 public:
  explicit Unpacker(uint64_t packed) : packed_(packed) {}

  template <typename T>
  void Take(T& value, unsigned bits) {
    value = static_cast<T>(packed_ & Mask(bits));
    packed_ >>= bits;
  }
  void Flag(bool& value) { Take(value, 1); }

 private:
  uint64_t packed_;
};

}  // namespace

uint64_t PackInputs(const policy::Question& question) {
  return Packer()
      .Put(static_cast<uint64_t>(question.category), kCategoryBits)
      .Put(question.partner, kPartnerBits)
      .Put(static_cast<uint64_t>(question.role), kRoleBits)
      .Put(question.standing, kStandingBits)
      .Put(question.relations, kRelationBits)
      .Put(question.conditions, kConditionBits)
      .Put(question.age, kAgeBits)
      .Flag(question.in_school)
      .Put(static_cast<uint64_t>(question.state), kStateBits)
      .Flag(question.notice_given)
      .Flag(question.is_entry)
      .Flag(question.own)
      .Flag(question.narrowed_out)
      .Flag(question.asked)
      .Flag(question.carried)
      .Put(question.kind, kKindBits)
      .Put(question.value_classes, kClassBits)
      .packed();
}

policy::Question UnpackInputs(uint64_t inputs, v1::Operation operation) {
  policy::Question question;
  question.operation = operation;
  Unpacker unpacker(inputs);
  unpacker.Take(question.category, kCategoryBits);
  unpacker.Take(question.partner, kPartnerBits);
  unpacker.Take(question.role, kRoleBits);
  unpacker.Take(question.standing, kStandingBits);
  unpacker.Take(question.relations, kRelationBits);
  unpacker.Take(question.conditions, kConditionBits);
  unpacker.Take(question.age, kAgeBits);
  unpacker.Flag(question.in_school);
  unpacker.Take(question.state, kStateBits);
  unpacker.Flag(question.notice_given);
  unpacker.Flag(question.is_entry);
  unpacker.Flag(question.own);
  unpacker.Flag(question.narrowed_out);
  unpacker.Flag(question.asked);
  unpacker.Flag(question.carried);
  unpacker.Take(question.kind, kKindBits);
  unpacker.Take(question.value_classes, kClassBits);
  return question;
}

}  // namespace sceau
