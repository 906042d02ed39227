// Every delay, age and threshold of a charter: its name in the text, where a
// Program keeps it, what would be absurd, and the furthest the law leaves.
//
// Guarantee: one table for the checker, the floor, the compiler and the proof,
// so that a setting cannot be read by one of them and forgotten by another.
// Source: policy/README.md. Threads: reentrant.
#ifndef SCEAU_POLICY_COMPILE_CLOCK_BOUNDS_H_
#define SCEAU_POLICY_COMPILE_CLOCK_BOUNDS_H_

#include <vector>

#include "policy/charter.pb.h"
#include "policy/decide/tables.h"

namespace sceau::policy {

struct ClockBound {
  // Field of ClockSettings.
  const char* name = "";
  int Clocks::*member = nullptr;
  // Outside of these a number is a slip of the pen; both included.
  int from = 0;
  int to = 0;
  // Furthest value the law leaves: a maximum, or a minimum.
  int law = 0;
  bool is_minimum = false;
  // Number of the invariant that sets it.
  int invariant = 0;
};

// In the order of the schema: each of its fields, once.
const std::vector<ClockBound>& ClockBounds();

// Whether `value` is on the lawful side.
inline bool IsLawful(const ClockBound& bound, int value) {
  return bound.is_minimum ? value >= bound.law : value <= bound.law;
}

// Number of the field in ClockSettings.
int FieldNumber(const ClockBound& bound);
// As the text says it; 0 when it does not.
int ValueOf(const ClockSettings& settings, const ClockBound& bound);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_CLOCK_BOUNDS_H_
