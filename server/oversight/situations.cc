#include "server/oversight/situations.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

#include "crypto/canonical.h"
#include "crypto/digest.h"

namespace sceau {

std::string Situations::NameOf(const Pseudonym& of) const {
  const auto found = names_.find(of);
  return found == names_.end() ? std::string() : found->second;
}

std::optional<Pseudonym> Situations::Find(absl::string_view name) const {
  const auto found = cases_.find(absl::AsciiStrToUpper(name));
  if (found == cases_.end()) return std::nullopt;
  return found->second;
}

void Situations::Name(const Pseudonym& of) {
  if (names_.contains(of)) return;
  crypto::CanonicalWriter message;
  message.Text("sceau situation v1").Bytes(of);
  const crypto::Hash hash = crypto::HmacSha256(key_, message.View());
  const std::string digits =
      absl::AsciiStrToUpper(absl::BytesToHexString(crypto::AsText(hash)));
  size_t length = kSituationDigits;
  while (cases_.contains(digits.substr(0, length))) ++length;
  names_.emplace(of, digits.substr(0, length));
  cases_.emplace(digits.substr(0, length), of);
}

std::shared_ptr<const Situations> SituationShelf::Of(
    const std::string& review, crypto::ByteView key,
    const AccessSnapshot& snapshot, int64_t from, int64_t to) {
  Kept kept;
  {
    MutexLock lock(mu_);
    kept = kept_[review];
  }
  if (kept.names == nullptr) {
    kept.names = std::make_shared<const Situations>(
        crypto::Bytes(key.begin(), key.end()));
  }
  if (kept.next >= snapshot.next) return kept.names;
  std::vector<Pseudonym> unnamed;
  snapshot.Visit(from, to, kept.next,
                 [&](const AccessChunk& chunk, size_t row) {
                   for (const Pseudonym& each : CasesOf(chunk, row)) {
                     if (kept.names->NameOf(each).empty()) {
                       unnamed.push_back(each);
                     }
                   }
                   return true;
                 });
  if (!unnamed.empty()) {
    auto names = std::make_shared<Situations>(*kept.names);
    for (const Pseudonym& each : unnamed) names->Name(each);
    kept.names = std::move(names);
  }
  kept.next = snapshot.next;
  MutexLock lock(mu_);
  // Another call may have looked further meanwhile; names are the same.
  Kept& now = kept_[review];
  if (now.next < kept.next) now = kept;
  return kept.names;
}

}  // namespace sceau
