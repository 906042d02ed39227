#include "server/identity/call.h"

namespace sceau {

const std::string& Caller::owner() const {
  static const std::string* const secretariat = new std::string(kSecretariat);
  return IsCoordinator() ? *secretariat : partner;
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
