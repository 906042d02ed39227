#include "server/cases/case_edit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "proto/contract/errors.h"
#include "server/calls/call.h"
#include "server/cases/entry_bodies.h"

namespace sceau {

absl::StatusOr<CaseEdit> CaseEdit::Open(const CaseRooms& rooms,
                                        WriteTransaction& transaction,
                                        const CaseName& name) {
  CaseEdit edit(rooms, transaction, name);
  ASSIGN_OR_RETURN(auto row, FindCase(transaction, name.id()));
  ASSIGN_OR_RETURN(LoadedCase loaded,
                   VerifyAndOpen(rooms, name, std::move(row)));
  edit.exists_ = loaded.exists;
  edit.version_ = loaded.version;
  edit.facts_ = std::move(loaded.facts);
  if (!edit.exists_) return edit;
  edit.stored_relations_ = StoredRelations(edit.facts_);
  ASSIGN_OR_RETURN(edit.headers_, DecodeHeaders(loaded.headers));
  ASSIGN_OR_RETURN(edit.keys_, rooms.case_keys.Find(name.id()));
  RETURN_IF_ERROR(edit.CompleteNotices());
  return edit;
}

CaseEdit CaseEdit::New(const CaseRooms& rooms, WriteTransaction& transaction,
                       const CaseName& name) {
  CaseEdit edit(rooms, transaction, name);
  edit.exists_ = true;
  edit.persons_changed_ = true;
  edit.keys_ = CaseKeyring::New();
  transaction.PutCaseKey(name.id(), edit.keys_);
  return edit;
}

absl::StatusOr<v1::EntryBody> CaseEdit::Body(const EntryHeader& header) const {
  ASSIGN_OR_RETURN(
      const crypto::Bytes sealed,
      FindBody(*transaction_, name_.id(), header.id, header.version));
  v1::EntryBody body;
  RETURN_IF_ERROR(OpenBody(*keys_, EntryName::ToString(name_, header.id),
                           header, sealed, &body));
  return body;
}

absl::Status CaseEdit::Put(const EntryHeader& header, const v1::EntryBody& body,
                           bool own_proposal) {
  bool replaced = false;
  for (EntryHeader& each : headers_) {
    if (each.id == header.id) {
      each = header;
      replaced = true;
    }
  }
  if (!replaced) {
    const auto most = header.owner == kSecretariat ? kMaxEntriesOfSecretariat
                                                   : kMaxEntriesOfPartner;
    const auto own = std::count_if(headers_.begin(), headers_.end(),
                                   [&header](const EntryHeader& each) {
                                     return each.owner == header.owner;
                                   });
    if (static_cast<size_t>(own) >= most) {
      return Error(v1::ERROR_REASON_STATE_FORBIDS,
                   "your organisation has made as many entries of this case "
                   "as it can");
    }
    headers_.push_back(header);
  }
  ApplyEntry(facts_, header, body, own_proposal);
  persons_changed_ |= header.category == v1::CATEGORY_IDENTITY;
  senders_changed_ |=
      header.category == v1::CATEGORY_ORIGIN && header.owner == kSecretariat;
  return PutBody(*transaction_, name_.id(), header.id, header.version,
                 SealBody(*keys_, name_, header, body));
}

absl::Status CaseEdit::PutHeader(EntryHeader header) {
  const EntryHeader* current = FindHeader(headers_, header.id);
  ASSIGN_OR_RETURN(const v1::EntryBody body, Body(*current));
  header.version = current->version + 1;
  return Put(header, body);
}

absl::Status CaseEdit::Save(const Call& call, LeafDraft& leaf) {
  if (senders_changed_) RETURN_IF_ERROR(NameTypedSenders());
  Advance(facts_, headers_, call.today);
  ++version_;
  const CaseRow row{
      .id = name_.id(),
      .version = version_,
      .facts = SealFacts(rooms_->facts_key, name_.ToString(), version_, facts_),
      .headers = EncodeHeaders(headers_)};
  RETURN_IF_ERROR(PutCase(*transaction_, row));
  RETURN_IF_ERROR(PutTokens(call.today));
  const Pseudonyms& pseudonyms = rooms_->journal.pseudonyms();
  leaf.rows.push_back({.row = pseudonyms.Of(kCaseRowKind, name_.id()),
                       .digest = pseudonyms.DigestRow(kCaseRowKind, name_.id(),
                                                      CanonicalCaseRow(row))});
  return absl::OkStatus();
}

absl::Status CaseEdit::CompleteNotices() {
  for (auto& notice : *facts_.mutable_notices()) {
    if (notice.recipient() != v1::NOTICE_RECIPIENT_UNSPECIFIED ||
        !notice.has_date()) {
      continue;
    }
    const EntryHeader* header = FindHeader(headers_, notice.entry());
    if (header == nullptr) continue;
    ASSIGN_OR_RETURN(const v1::EntryBody body, Body(*header));
    notice.set_recipient(body.notice().recipient());
  }
  return absl::OkStatus();
}

absl::Status CaseEdit::NameTypedSenders() {
  std::set<std::string> senders;
  for (const EntryHeader& header : headers_) {
    if (!header.standing() || header.category != v1::CATEGORY_ORIGIN ||
        header.owner != kSecretariat) {
      continue;
    }
    ASSIGN_OR_RETURN(const v1::EntryBody body, Body(header));
    if (body.origin().organisation() != kSecretariat) {
      senders.insert(body.origin().organisation());
    }
  }
  facts_.clear_typed_senders();
  for (const std::string& sender : senders) facts_.add_typed_senders(sender);
  return absl::OkStatus();
}

absl::Status CaseEdit::PutTokens(absl::CivilDay today) {
  if (!persons_changed_) {
    const TokenChange change =
        stored_relations_.To(rooms_->blind_index, facts_, today);
    return ChangeTokens(*transaction_, name_.id(), change.removed,
                        change.added);
  }
  std::vector<v1::Identity> identities;
  for (const EntryHeader& header : headers_) {
    if (!header.standing() || header.category != v1::CATEGORY_IDENTITY) {
      continue;
    }
    ASSIGN_OR_RETURN(const v1::EntryBody body, Body(header));
    identities.push_back(body.identity());
  }
  return ReplaceTokens(
      *transaction_, name_.id(),
      CaseTokens(rooms_->blind_index, facts_, identities, today));
}

}  // namespace sceau
