// The sum of keyed hashes of rows: equal for equal sets of rows, whatever their
// order, and kept in step by adding what is put and subtracting what is taken
// away. Who has no key can make no other set of the same sum.
//
// It stands for the rows that no leaf names one by one, search tokens and
// remembered requests: the journal binds the sum of them all.
#ifndef SCEAU_SERVER_STORE_ROW_SUM_H_
#define SCEAU_SERVER_STORE_ROW_SUM_H_

#include "crypto/bytes.h"

namespace sceau {

// A number of 256 bits, which begins anew at its end. Zero is the sum of none.
class RowSum {
 public:
  RowSum() = default;
  explicit RowSum(const crypto::Hash& value) : value_(value) {}

  void Add(const crypto::Hash& row);
  void Subtract(const crypto::Hash& row);
  void Add(const RowSum& other) { Add(other.value_); }

  bool is_zero() const { return value_ == crypto::Hash{}; }
  const crypto::Hash& value() const { return value_; }

  friend bool operator==(const RowSum&, const RowSum&) = default;

 private:
  crypto::Hash value_ = {};  // The most significant byte first.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_ROW_SUM_H_
