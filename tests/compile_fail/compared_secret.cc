// Secrets are compared in constant time or not at all.
#include "crypto/secret.h"

bool Same(const sceau::crypto::Secret& left,
          const sceau::crypto::Secret& right) {
#ifdef SCEAU_CORRECT
  return sceau::crypto::ConstantTimeEqual(left.Reveal(), right.Reveal());
#else
  return left == right;
#endif
}
