#include "server/store/row_sum.h"

namespace sceau {

void RowSum::Add(const crypto::Hash& row) {
  unsigned carry = 0;
  for (size_t i = value_.size(); i-- > 0;) {
    carry += unsigned{value_[i]} + unsigned{row[i]};
    value_[i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
}

void RowSum::Subtract(const crypto::Hash& row) {
  unsigned borrow = 0;
  for (size_t i = value_.size(); i-- > 0;) {
    const unsigned taken = unsigned{row[i]} + borrow;
    borrow = unsigned{value_[i]} < taken ? 1 : 0;
    value_[i] = static_cast<uint8_t>(value_[i] - taken);
  }
}

}  // namespace sceau
