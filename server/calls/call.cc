#include "server/calls/call.h"

namespace sceau {

const std::string& Caller::owner() const {
  static const std::string* const secretariat = new std::string(kSecretariat);
  return IsCoordinator() ? *secretariat : partner;
}

std::shared_ptr<const Background> NoBackground() {
  static const auto* const none = new std::shared_ptr<const Background>(
      std::make_shared<const Background>());
  return *none;
}

const CompiledCharter* EarlierCharter(const Call& call, absl::string_view owner,
                                      absl::Time made) {
  const CompiledCharter& current = *call.charter;
  if (made >= current.effective) return nullptr;
  const auto agreed = call.background->agreed.find(std::string(owner));
  const CompiledCharter* promised = nullptr;
  for (const auto& version : call.background->versions) {
    if (version->effective > current.effective) break;
    const bool counts = promised == nullptr || version->effective <= made ||
                        (agreed != call.background->agreed.end() &&
                         agreed->second.count(version->version) != 0);
    if (counts) promised = version.get();
  }
  return promised == &current ? nullptr : promised;
}

bool IsRecused(const Call& call, absl::string_view case_id) {
  return call.background->recusals.count(
             {call.caller.member, std::string(case_id)}) != 0;
}

LeafDraft DraftLeaf(const Call& call, v1::Operation operation,
                    Outcome outcome) {
  LeafDraft leaf;
  leaf.operation = operation;
  leaf.outcome = outcome;
  leaf.member = call.caller.member;
  leaf.partner = call.caller.partner;
  leaf.charter_version = call.charter->version;
  leaf.charter_hash = call.charter->sha256;
  return leaf;
}

}  // namespace sceau
