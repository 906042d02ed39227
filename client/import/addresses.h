// Postal addresses as people type them: « 12 rue X, 61000 ALENÇON ».
//
// An address that says more than where someone lives is not kept: a children's
// home, a prison, a hospital, or whose guest the person is. A street named
// after one (« rue de l'Hôpital ») says nothing.
#ifndef SCEAU_CLIENT_IMPORT_ADDRESSES_H_
#define SCEAU_CLIENT_IMPORT_ADDRESSES_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace sceau {

inline constexpr size_t kMaxAddressLine = 120;  // Characters.
inline constexpr size_t kMaxLocality = 60;      // Characters.

enum class AddressFault {
  kNone,
  kNoPostalCode,
  kCedex,        // An organisation's mail: it says nothing of where one lives.
  kUnreadable,   // Unseen or other letters, or no locality after the code.
  kInstitution,  // A home, a prison, a hospital.
  kNamesSomeone,
  kTooLong,
};

struct AddressReading {
  AddressFault fault = AddressFault::kUnreadable;
  std::string line = {};
  std::string postal_code = {};  // Five digits; also with kInstitution.
  std::string locality = {};
};

// `postal_code` and `locality` are the cells of a file that has them apart,
// and else empty. A code or a locality inside `text` goes before them.
AddressReading ReadAddress(absl::string_view text,
                           absl::string_view postal_code,
                           absl::string_view locality);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_ADDRESSES_H_
