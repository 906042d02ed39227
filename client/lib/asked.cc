#include "client/lib/asked.h"

#include "absl/strings/cord.h"
#include "absl/strings/strip.h"

namespace sceau {
namespace {

constexpr char kAskedUrl[] = "sceau/asked";

}  // namespace

absl::Status Asking(absl::Status status,
                    const google::protobuf::Message& request) {
  absl::string_view method = request.GetDescriptor()->name();
  absl::ConsumeSuffix(&method, "Request");
  if (!status.ok()) status.SetPayload(kAskedUrl, absl::Cord(method));
  return status;
}

std::string AskedOf(const absl::Status& status) {
  const auto asked = status.GetPayload(kAskedUrl);
  return asked ? std::string(*asked) : "";
}

}  // namespace sceau
