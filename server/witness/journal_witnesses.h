// Members whose workstations cosign the journal's checkpoints: what they have
// confirmed, kept and published, so that whoever compares two of them finds a
// history that was shown to some and not to others.
//
// Kept in kMaxWitnesses rows of the group's state, the newest cosignature of a
// member in one of them. A row that is needed is the one of who is furthest
// behind: of those first whom the officer has not confirmed or has suspended,
// of the officer never. Who comes and would be that one takes none.
#ifndef SCEAU_SERVER_WITNESS_JOURNAL_WITNESSES_H_
#define SCEAU_SERVER_WITNESS_JOURNAL_WITNESSES_H_

#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/signed_note.h"
#include "sceau/v1/journal_service.pb.h"
#include "server/calls/call.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"
#include "server/runtime/mutex.h"

namespace sceau {

// One signature line of a note is the journal's.
inline constexpr size_t kMaxWitnesses = crypto::kMaxNoteSignatures - 1;

// A row: what one witness confirmed last.
struct CosignatureRecord {
  std::string member = {};       // Id.
  std::string note = {};         // Signed by the journal alone.
  std::string cosignature = {};  // The line to add to it.
  crypto::VerifierKey key = {};
  crypto::Bytes key_signature = {};
  uint64_t size = 0;     // Of the note's tree; not stored, read of the note.
  uint64_t version = 0;  // Of the row, which gives it.
};

crypto::Bytes Encode(const CosignatureRecord& record);
// Errors: DATA_LOSS / DATABASE_CORRUPT (not such a record).
absl::StatusOr<CosignatureRecord> DecodeCosignature(crypto::ByteView bytes);

// Thread safe.
class JournalWitnesses {
 public:
  // All outlive this object. Errors: as StateRows::Load's.
  static absl::StatusOr<std::unique_ptr<JournalWitnesses>> Load(
      TableReader& reader, Journal& journal, const StateRows& rows,
      const MemberRegister& members);

  // Errors: POLICY_DENIED, FIELD_INVALID (also when all rows are kept for
  // others), ROLLBACK_SUSPECTED (the journal closes itself), the writer's.
  void AddCosignature(const Call& call,
                      const v1::AddCosignatureRequest& request,
                      v1::Checkpoint* response, Finish finish);

  // Adds the cosigned checkpoints, the largest first, and their witnesses.
  void Publish(v1::Checkpoint& checkpoint) const ABSL_LOCKS_EXCLUDED(mu_);

 private:
  // By row id.
  using Slots = std::map<std::string, CosignatureRecord>;

  JournalWitnesses(Journal& journal, const StateRows& rows,
                   const MemberRegister& members, Slots slots)
      : journal_(journal),
        rows_(rows),
        members_(members),
        slots_(std::make_shared<const Slots>(std::move(slots))) {}

  static absl::StatusOr<Slots> LoadSlots(TableReader& reader,
                                         const StateRows& rows);
  // What the request says, held against the journal and the caller's
  // certificate. About 0.5 ms.
  absl::StatusOr<CosignatureRecord> Read(
      const Call& call, const v1::AddCosignatureRequest& request) const;
  // Which row takes the cosignature; empty when none does.
  std::string SlotFor(const Slots& slots,
                      const CosignatureRecord& record) const;

  Journal& journal_;
  const StateRows& rows_;
  const MemberRegister& members_;

  mutable Mutex mu_;
  std::shared_ptr<const Slots> slots_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_WITNESS_JOURNAL_WITNESSES_H_
