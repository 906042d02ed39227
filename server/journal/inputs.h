// What a decision looked at, as 64 bits of a leaf, so that a reviewer can put
// the same question to the same charter again.
//
// Bits, from the lowest: category 5, partner 8, role 3, standing 4, relations
// 10, conditions 2, age 8, in school 1, state 3, notice given 1, is entry 1,
// own 1, narrowed out 1, asked 1, carried 1, kind 8, value classes 5; the last
// is 0. The operation stands in the leaf itself. The layout is part of the leaf
// format: version 1 never changes it.
#ifndef SCEAU_SERVER_JOURNAL_INPUTS_H_
#define SCEAU_SERVER_JOURNAL_INPUTS_H_

#include <cstdint>

#include "policy/decide/types.h"

namespace sceau {

// Values that a later catalogue makes too large for their bits are cut.
uint64_t PackInputs(const policy::Question& question);

// The question again; `operation` is the leaf's.
policy::Question UnpackInputs(uint64_t inputs, v1::Operation operation);

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_INPUTS_H_
