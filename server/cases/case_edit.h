// A case being changed inside the writer's transaction: facts, headers and
// bodies move together or not at all. Runs on the writer thread.
#ifndef SCEAU_SERVER_CASES_CASE_EDIT_H_
#define SCEAU_SERVER_CASES_CASE_EDIT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "proto/contract/names.h"
#include "server/cases/case_loader.h"
#include "server/cases/case_tokens.h"
#include "server/cases/entry_header.h"
#include "server/cases/facts.h"
#include "server/cases/rooms.h"
#include "server/store/case_table.h"
#include "server/store/token_table.h"
#include "server/store/write_transaction.h"

namespace sceau {

class CaseEdit {
 public:
  // The case, or the decoy: then exists() is false and only facts() may be
  // asked. Errors: as VerifyAndOpen.
  static absl::StatusOr<CaseEdit> Open(const CaseRooms& rooms,
                                       WriteTransaction& transaction,
                                       const CaseName& name);

  // A case that is not yet; its key is durable before it is.
  static CaseEdit New(const CaseRooms& rooms, WriteTransaction& transaction,
                      const CaseName& name);

  bool exists() const { return exists_; }
  const CaseName& name() const { return name_; }
  uint64_t version() const { return version_; }
  CaseFacts& facts() { return facts_; }
  const CaseFacts& facts() const { return facts_; }
  const std::vector<EntryHeader>& headers() const { return headers_; }

  // The current content of an entry. Errors: as OpenBody; the store's.
  absl::StatusOr<v1::EntryBody> Body(const EntryHeader& header) const;

  // Adds an entry, or a version of one: header.version says which. Keeps the
  // facts in step. Errors: STATE_FORBIDS when the owner has made its most
  // entries of the case; the store's. `own_proposal`: as ApplyEntry.
  absl::Status Put(const EntryHeader& header, const v1::EntryBody& body,
                   bool own_proposal = false);

  // Changes a header alone (narrowing, withdrawal); its version moves on and
  // the content is carried over. Errors: the store's.
  absl::Status PutHeader(EntryHeader header);

  // Moves the case on, seals and writes it; binds it in `leaf`. Once.
  absl::Status Save(const Call& call, LeafDraft& leaf);

 private:
  CaseEdit(const CaseRooms& rooms, WriteTransaction& transaction, CaseName name)
      : rooms_(&rooms), transaction_(&transaction), name_(std::move(name)) {}

  // A version before recorded notices without whom they told: the entries say.
  absl::Status CompleteNotices();
  // Who the standing origins of the secretariat name as sender.
  absl::Status NameTypedSenders();
  // All of them when the persons changed, else the relations that did.
  absl::Status PutTokens(absl::CivilDay today);

  const CaseRooms* rooms_;
  WriteTransaction* transaction_;
  CaseName name_;
  bool exists_ = false;
  uint64_t version_ = 0;
  CaseFacts facts_;
  std::vector<EntryHeader> headers_;
  std::shared_ptr<const CaseKeys> keys_;
  StoredRelations stored_relations_;
  bool persons_changed_ = false;  // An identity is new, changed or withdrawn.
  bool senders_changed_ = false;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_EDIT_H_
