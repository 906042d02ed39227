// Receipts as `sceau journal receipt` writes them, of journals of many sizes,
// for a verifier that shares no code with us:
//   write_receipts FOLDER
// FOLDER/<n>.tlog-proof, FOLDER/keys: the journal's key, the witness's.
#include <fstream>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"

#include "client/lib/receipt_proof.h"
#include "crypto/cosignature.h"
#include "proto/contract/errors.h"
#include "tests/client/lib/fake_journal.h"

namespace sceau::testing {
namespace {

constexpr char kWitnessName[] = "sceau.test/alencon/members/a-martin";

absl::StatusOr<std::string> ReceiptOf(const FakeJournal& journal,
                                      uint64_t index,
                                      const crypto::SigningKey& witness) {
  std::string note = journal.Note();
  ASSIGN_OR_RETURN(const std::string line,
                   crypto::CosignCheckpoint(note, kWitnessName, witness,
                                            1'790'000'000 + index));
  ASSIGN_OR_RETURN(const std::vector<crypto::Hash> hashes,
                   journal.Inclusion(index, journal.size()));
  ASSIGN_OR_RETURN(const crypto::Checkpoint checkpoint,
                   crypto::VerifyCheckpoint(note, journal.key(), kOrigin));
  v1::InclusionProof proof;
  proof.set_leaf_index(index);
  proof.set_tree_size(journal.size());
  proof.set_leaf_hash(crypto::ToString(journal.leaf(index)));
  for (const crypto::Hash& hash : hashes) {
    proof.add_hashes(crypto::ToString(hash));
  }
  ASSIGN_OR_RETURN(const ReceiptProof receipt,
                   ReceiptProof::Of(index, proof, checkpoint, note + line));
  return receipt.Format();
}

int Main(const std::string& folder) {
  const crypto::SigningKey witness(crypto::Bytes(32, 8));
  FakeJournal journal;
  int count = 0;
  for (const int grown : {1, 1, 1, 4, 1, 22, 500, 470}) {
    journal.AppendMany(grown);
    for (const uint64_t index :
         {uint64_t{0}, journal.size() / 3, journal.size() - 1}) {
      const auto receipt = ReceiptOf(journal, index, witness);
      if (!receipt.ok()) {
        std::cerr << receipt.status() << "\n";
        return 1;
      }
      std::ofstream(absl::StrCat(folder, "/", count++, ".tlog-proof"))
          << *receipt;
    }
  }
  std::ofstream(folder + "/keys")
      << journal.key().Format() << "\n"
      << crypto::VerifierKey::Of(kWitnessName, witness,
                                 crypto::NoteAlgorithm::kCosignatureV1)
             .Format()
      << "\n";
  return 0;
}

}  // namespace
}  // namespace sceau::testing

int main(int argc, char** argv) {
  return argc == 2 ? sceau::testing::Main(argv[1]) : 2;
}
