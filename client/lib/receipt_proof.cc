#include "client/lib/receipt_proof.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "crypto/merkle.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

bool ReadHash(const std::string& bytes, crypto::Hash& hash) {
  if (bytes.size() != hash.size()) return false;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return true;
}

std::string Base64(const crypto::Hash& hash) {
  return absl::Base64Escape(crypto::AsText(hash));
}

}  // namespace

absl::StatusOr<ReceiptProof> ReceiptProof::Of(
    uint64_t index, const v1::InclusionProof& proof,
    const crypto::Checkpoint& checkpoint, const std::string& note) {
  ReceiptProof receipt{.index = index, .note = note};
  bool whole =
      proof.leaf_index() == index && ReadHash(proof.leaf_hash(), receipt.leaf);
  for (const std::string& bytes : proof.hashes()) {
    whole = whole && ReadHash(bytes, receipt.hashes.emplace_back());
  }
  if (whole &&
      crypto::VerifyInclusion(receipt.leaf, receipt.index, checkpoint.size,
                              receipt.hashes, checkpoint.root)
          .ok()) {
    return receipt;
  }
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the journal cannot prove this leaf", {{"kind", "RECEIPT"}});
}

std::string ReceiptProof::Format() const {
  std::string text = absl::StrCat("c2sp.org/tlog-proof@v1\nextra ",
                                  Base64(leaf), "\nindex ", index, "\n");
  for (const crypto::Hash& hash : hashes) {
    absl::StrAppend(&text, Base64(hash), "\n");
  }
  absl::StrAppend(&text, "\n", note);
  return text;
}

}  // namespace sceau
