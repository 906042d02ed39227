// The details of an error in one order, as they go out: a status shows its
// payloads in any order, and a refusal must be the same bytes each time.
#ifndef SCEAU_PROTO_CONTRACT_DETAILS_H_
#define SCEAU_PROTO_CONTRACT_DETAILS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"

namespace sceau {

// Type URL to serialised message.
inline std::map<std::string, std::string> DetailsOf(
    const absl::Status& status) {
  std::map<std::string, std::string> details;
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& bytes) {
    details.emplace(url, bytes);
  });
  return details;
}

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_DETAILS_H_
