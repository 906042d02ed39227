// Which kind of written basis lifts a secret for which category: a reference
// of the wrong kind is no basis at all.
//
// Source: server/content/README.md; CSI L. 132-2, L. 132-3, L. 132-13 III; CJPM
// R. 241-1; code pénitentiaire D. 113-45; CASF L. 221-6. Pure and total.
#ifndef SCEAU_POLICY_COMPILE_WRITTEN_BASIS_H_
#define SCEAU_POLICY_COMPILE_WRITTEN_BASIS_H_

#include <cstdint>

#include "absl/types/optional.h"

#include "sceau/v1/category.pb.h"
#include "sceau/v1/entry.pb.h"
#include "sceau/v1/vocabulary.pb.h"

namespace sceau::policy {

// What the owner of an entry does (Program::FunctionOf of its name);
// UNSPECIFIED of the secretariat.
using OwnerFunction = absl::optional<v1::PartnerFunction>;

// Kinds that fit, bit n for WrittenBasisKind n. 0: none is asked for and none
// fits. Nothing = whichever owner (a condition recorded for the case).
uint8_t WrittenBasisKinds(v1::Category category, OwnerFunction owner);

// As WrittenBasisKinds(), for one kind.
bool WrittenBasisFits(v1::WrittenBasisKind kind, v1::Category category,
                      OwnerFunction owner);

// Of Origin.profile: kinds that fit the value; 0 = the value needs none.
uint8_t WrittenBasisKindsOfProfile(v1::Profile profile);

// Kinds that may be declared with this deposit: its category's, and its
// profile's.
uint8_t WrittenBasisKindsOf(const v1::EntryBody& body, OwnerFunction owner);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_WRITTEN_BASIS_H_
