// Any bytes as a resource name: refused, or exactly what it prints as again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"

#include "proto/contract/names.h"

namespace {

template <typename Name>
void RoundTrip(absl::string_view text) {
  const auto name = Name::Parse(text);
  if (name.ok() && name->ToString() != text) abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  RoundTrip<sceau::GroupName>(text);
  RoundTrip<sceau::CaseName>(text);
  RoundTrip<sceau::ReferralName>(text);
  RoundTrip<sceau::EntryName>(text);
  return 0;
}
