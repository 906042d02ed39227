// CaseWriter: deposits into a case that is there.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "server/calls/request_log.h"
#include "server/cases/case_writer.h"
#include "server/cases/entry_effects.h"
#include "server/content/bounds.h"

namespace sceau {
namespace {

using Entries = google::protobuf::RepeatedPtrField<v1::Entry>;

struct Deposits {
  const CaseName& name;
  const Entries& entries;
  // Place of the entries in the request; of several, "[i]" follows.
  absl::string_view path;
  bool indexed = false;
};

// Ids of the new entries. One transaction, all or nothing.
absl::StatusOr<std::vector<std::string>> StoreAll(const CaseRooms& rooms,
                                                  const Call& call,
                                                  const Deposits& deposits,
                                                  CaseEdit& edit,
                                                  Effect& effect) {
  std::vector<std::string> ids;
  for (int i = 0; i < deposits.entries.size(); ++i) {
    const std::string path = deposits.indexed
                                 ? absl::StrCat(deposits.path, "[", i, "]")
                                 : std::string(deposits.path);
    ASSIGN_OR_RETURN(
        std::string id,
        Deposit(rooms, call, edit, deposits.entries.Get(i), path, effect));
    effect.leaf.resources.push_back(
        rooms.journal.pseudonyms().Of(kEntryKind, id));
    ids.push_back(std::move(id));
  }
  RETURN_IF_ERROR(edit.Save(call, effect.leaf));
  return ids;
}

absl::Status DepositAll(const CaseRooms& rooms, const Call& call,
                        const Deposits& deposits, const RequestKey& key,
                        WriteTransaction& transaction, Effect& effect,
                        const std::function<v1::Entry*()>& next_answer) {
  effect.leaf.resources.push_back(
      rooms.journal.pseudonyms().Of(kCaseRowKind, deposits.name.id()));
  ASSIGN_OR_RETURN(CaseEdit edit,
                   CaseEdit::Open(rooms, transaction, deposits.name));
  for (const v1::Entry& entry : deposits.entries) {
    RETURN_IF_ERROR(DecideDeposit(rooms, call, edit, entry, effect.leaf));
  }
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  std::vector<std::string> ids;
  if (earlier.has_value()) {
    ids = absl::StrSplit(earlier->resource, ',');
  } else {
    ASSIGN_OR_RETURN(ids, StoreAll(rooms, call, deposits, edit, effect));
    RETURN_IF_ERROR(
        Remember(transaction, key, absl::StrJoin(ids, ","), edit.version()));
  }
  for (const std::string& id : ids) {
    RETURN_IF_ERROR(AnswerEntry(rooms, call, edit, id, next_answer()));
  }
  return absl::OkStatus();
}

}  // namespace

void CaseWriter::CreateEntry(const Call& call,
                             const v1::CreateEntryRequest& request,
                             v1::Entry* response, Finish finish) const {
  const auto name = CaseName::Parse(request.parent());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<v1::CreateEntryRequest, v1::Entry>(
      rooms_, call, v1::OPERATION_CONTRIBUTE, request, response,
      std::move(finish),
      [this, name = *name, key = *key](
          const Call& who, const v1::CreateEntryRequest& what,
          WriteTransaction& transaction, Effect& effect, v1::Entry* answer) {
        Entries one;
        *one.Add() = what.entry();
        return DepositAll(rooms_, who, {name, one, "entry", false}, key,
                          transaction, effect, [answer] { return answer; });
      });
}

void CaseWriter::BatchCreateEntries(
    const Call& call, const v1::BatchCreateEntriesRequest& request,
    v1::BatchCreateEntriesResponse* response, Finish finish) const {
  const auto name = CaseName::Parse(request.parent());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  if (request.entries().empty() ||
      request.entries_size() > kMaxEntriesPerCall) {
    return finish(FieldError("entries", "1 to 32 entries a call"),
                  std::nullopt);
  }
  RunWrite<v1::BatchCreateEntriesRequest, v1::BatchCreateEntriesResponse>(
      rooms_, call, v1::OPERATION_CONTRIBUTE, request, response,
      std::move(finish),
      [this, name = *name, key = *key](
          const Call& who, const v1::BatchCreateEntriesRequest& what,
          WriteTransaction& transaction, Effect& effect,
          v1::BatchCreateEntriesResponse* answer) {
        return DepositAll(rooms_, who, {name, what.entries(), "entries", true},
                          key, transaction, effect,
                          [answer] { return answer->add_entries(); });
      });
}

}  // namespace sceau
