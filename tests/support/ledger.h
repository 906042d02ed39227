// What a service has said, kept outside it: receipts, checkpoints, what was
// acknowledged. Afterwards the journal itself is held against it.
#ifndef SCEAU_TESTS_SUPPORT_LEDGER_H_
#define SCEAU_TESTS_SUPPORT_LEDGER_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/signed_note.h"
#include "server/journal/journal.h"

namespace sceau::testing {

// Thread safe.
class Ledger {
 public:
  Ledger(crypto::VerifierKey key, std::string origin)
      : key_(std::move(key)), origin_(std::move(origin)) {}

  // What one answer carried. "" or what is wrong with it: another leaf at an
  // index than before, a note not signed by the group's key, another root at a
  // size than before.
  std::string Add(uint64_t index, const crypto::Hash& leaf,
                  absl::string_view note);

  // Whether every receipt's leaf stands in `journal` at its index with its
  // hash, by a proof that is checked, and `journal` extends every checkpoint
  // seen. Adds a test failure for each that is not so.
  void HoldAgainst(const Journal& journal) const;

  size_t receipts() const;
  size_t checkpoints() const;

 private:
  const crypto::VerifierKey key_;
  const std::string origin_;
  mutable std::mutex mu_;
  std::map<uint64_t, crypto::Hash> leaves_;  // By index.
  std::map<uint64_t, crypto::Hash> roots_;   // By size.
  std::set<std::string> notes_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_LEDGER_H_
