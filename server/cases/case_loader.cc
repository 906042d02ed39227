#include "server/cases/case_loader.h"

#include <utility>

#include "crypto/canonical.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// Whether the row, or its absence, is what the journal bound last.
bool IsKnown(const CaseRooms& rooms, const CaseName& name,
             const std::optional<CaseRow>& row) {
  const Pseudonyms& pseudonyms = rooms.journal.pseudonyms();
  const crypto::Hash digest =
      row.has_value() ? pseudonyms.DigestRow(kCaseRowKind, name.id(),
                                             CanonicalCaseRow(*row))
                      : kNoRow;
  return rooms.journal.row_map().Matches(pseudonyms.Of(kCaseRowKind, name.id()),
                                         digest);
}

absl::Status Altered() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "a case row is not the one the journal knows");
}

// Of a row, or its absence, that IsKnown.
absl::StatusOr<LoadedCase> OpenKnown(const CaseRooms& rooms,
                                     const CaseName& name,
                                     std::optional<CaseRow> row) {
  LoadedCase loaded;
  if (!row.has_value()) {
    ASSIGN_OR_RETURN(loaded.facts, OpenFacts(rooms.facts_key, kDecoyResource, 0,
                                             rooms.decoy_facts));
    return loaded;
  }
  ASSIGN_OR_RETURN(loaded.facts, OpenFacts(rooms.facts_key, name.ToString(),
                                           row->version, row->facts));
  loaded.exists = true;
  loaded.version = row->version;
  loaded.headers = std::move(row->headers);
  return loaded;
}

}  // namespace

crypto::Bytes CanonicalCaseRow(const CaseRow& row) {
  crypto::CanonicalWriter out;
  out.Reserve(16 + row.facts.size() + row.headers.size());
  out.U64(row.version).Bytes(row.facts).Bytes(row.headers);
  return out.Take();
}

absl::StatusOr<LoadedCase> VerifyAndOpen(const CaseRooms& rooms,
                                         const CaseName& name,
                                         std::optional<CaseRow> row) {
  if (!IsKnown(rooms, name, row)) return Altered();
  return OpenKnown(rooms, name, std::move(row));
}

absl::StatusOr<LoadedCase> LoadCase(const CaseRooms& rooms,
                                    const CaseName& name) {
  // A change may become durable between the read and the comparison.
  for (int reads = 0; reads < kRowReads; ++reads) {
    std::optional<CaseRow> row;
    {
      ReadPool::Lease lease = rooms.reads.Take();
      ASSIGN_OR_RETURN(row, FindCase(*lease, name.id()));
    }
    if (IsKnown(rooms, name, row)) {
      return OpenKnown(rooms, name, std::move(row));
    }
  }
  return Altered();
}

}  // namespace sceau
