#include "policy/compile/written_basis.h"

namespace sceau::policy {
namespace {

constexpr uint8_t Bit(v1::WrittenBasisKind kind) {
  return static_cast<uint8_t>(1u << static_cast<unsigned>(kind));
}

// Organisations whose offer betrays a measure (CSI L. 132-13 III).
bool OfferBetrays(OwnerFunction owner) {
  return !owner.has_value() || *owner == v1::PARTNER_FUNCTION_YOUTH_JUSTICE ||
         *owner == v1::PARTNER_FUNCTION_PROBATION;
}

constexpr uint8_t kHierarchy =
    Bit(v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION) |
    Bit(v1::WRITTEN_BASIS_KIND_STANDING_ANNEX);

// Organisations whose own rules ask for their hierarchy's word.
bool NeedsHierarchy(OwnerFunction owner) {
  return !owner.has_value() || *owner == v1::PARTNER_FUNCTION_YOUTH_JUSTICE ||
         *owner == v1::PARTNER_FUNCTION_PROBATION ||
         *owner == v1::PARTNER_FUNCTION_DEPARTMENT;
}

}  // namespace

uint8_t WrittenBasisKinds(v1::Category category, OwnerFunction owner) {
  switch (category) {
    case v1::CATEGORY_IDENTITY:
    case v1::CATEGORY_ORIGIN:
    case v1::CATEGORY_INVOLVEMENT:
    case v1::CATEGORY_STRENGTHS:
      return NeedsHierarchy(owner) ? kHierarchy : uint8_t{0};
    case v1::CATEGORY_ACTION:
    case v1::CATEGORY_LEAD_WORKER:
      return OfferBetrays(owner) ? kHierarchy : uint8_t{0};
    case v1::CATEGORY_PUBLIC_ORDER_FACT:
      return !owner.has_value() || *owner == v1::PARTNER_FUNCTION_POLICE
                 ? Bit(v1::WRITTEN_BASIS_KIND_MAYOR_INFORMED_BY_POLICE)
                 : uint8_t{0};
    case v1::CATEGORY_JUDICIAL_MEASURE:
      return Bit(v1::WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION);
    case v1::CATEGORY_SENTENCE_PREPARATION:
      return Bit(v1::WRITTEN_BASIS_KIND_GROUP_ASKED_TO_TREAT);
    default:
      return 0;
  }
}

bool WrittenBasisFits(v1::WrittenBasisKind kind, v1::Category category,
                      OwnerFunction owner) {
  if (!v1::WrittenBasisKind_IsValid(kind)) return false;
  return (WrittenBasisKinds(category, owner) & Bit(kind)) != 0;
}

uint8_t WrittenBasisKindsOfProfile(v1::Profile profile) {
  switch (profile) {
    case v1::PROFILE_FIRST_FACTS:
    case v1::PROFILE_REPEATED_FACTS:
    case v1::PROFILE_LEAVING_PRISON:
      return Bit(v1::WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION) |
             Bit(v1::WRITTEN_BASIS_KIND_MAYOR_INFORMED_BY_POLICE);
    default:
      return 0;
  }
}

uint8_t WrittenBasisKindsOf(const v1::EntryBody& body, OwnerFunction owner) {
  if (body.body_case() == v1::EntryBody::BODY_NOT_SET) return 0;
  const auto category = static_cast<v1::Category>(body.body_case() - 100);
  // Reading a body that is not an Origin gives the default profile.
  return static_cast<uint8_t>(
      WrittenBasisKinds(category, owner) |
      WrittenBasisKindsOfProfile(body.origin().profile()));
}

}  // namespace sceau::policy
