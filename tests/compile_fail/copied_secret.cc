// A secret has one owner: a second copy cannot be made by accident.
#include <utility>

#include "crypto/secret.h"

sceau::crypto::Secret Duplicate(sceau::crypto::Secret secret) {
#ifdef SCEAU_CORRECT
  sceau::crypto::Secret second = std::move(secret);
#else
  sceau::crypto::Secret second = secret;
#endif
  return second;
}
