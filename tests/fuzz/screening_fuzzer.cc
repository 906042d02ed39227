// Any bytes as a comment, an address or an office: judged in bounded time, the
// same each time, with a kind exactly when a term is forbidden; and what is
// refused stays refused with more words behind.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

#include "server/content/screening.h"

namespace {

using sceau::Finding;
using sceau::Prose;

bool Same(const absl::optional<Finding>& a, const absl::optional<Finding>& b) {
  if (!a || !b) return !a && !b;
  return a->reason == b->reason && a->kind == b->kind;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Prose prose : {Prose::kComment, Prose::kAddress, Prose::kLocality,
                            Prose::kAuthority}) {
    const absl::optional<Finding> finding = sceau::Screen(text, prose);
    if (!Same(finding, sceau::Screen(text, prose))) abort();
    if (finding &&
        finding->kind.empty() !=
            (finding->reason != sceau::v1::ERROR_REASON_FORBIDDEN_TERM)) {
      abort();
    }
  }
  const absl::optional<Finding> worse =
      sceau::Screen(std::string(text) + ". maltraitance", Prose::kComment);
  if (!worse || worse->reason != sceau::v1::ERROR_REASON_DANGER_REDIRECT) {
    abort();
  }
  return 0;
}
