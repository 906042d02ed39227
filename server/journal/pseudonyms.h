// The names that rows and resources bear in the journal: keyed hashes, so that
// who holds the journal's file and not the group's keys learns nothing of them.
#ifndef SCEAU_SERVER_JOURNAL_PSEUDONYMS_H_
#define SCEAU_SERVER_JOURNAL_PSEUDONYMS_H_

#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/digest.h"
#include "server/journal/leaf.h"

namespace sceau {

// Thread safe.
class Pseudonyms {
 public:
  // The group's journal key (crypto/keyring.h).
  explicit Pseudonyms(crypto::ByteView journal_key)
      : hmac_(journal_key), sum_row_(Of("sum", "tokens, requests")) {}

  // First 128 bits of HMAC(canonical("sceau pseudonym v1", kind, id)). `kind`
  // keeps ids of different kinds apart ("case", "member", "session", ...).
  Pseudonym Of(absl::string_view kind, absl::string_view id) const;

  // HMAC(canonical("sceau row digest v1", kind, id, row)): what a leaf says of
  // the row whose canonical bytes are `canonical`. Never RowMap's zeros.
  crypto::Hash DigestRow(absl::string_view kind, absl::string_view id,
                         crypto::ByteView canonical) const;

  // The row that stands for all that are bound by their sum (store/row_sum.h),
  // which is its digest; and what hashes them.
  const Pseudonym& sum_row() const { return sum_row_; }
  const crypto::Hmac& row_key() const { return hmac_; }

 private:
  const crypto::Hmac hmac_;
  const Pseudonym sum_row_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_PSEUDONYMS_H_
