// Loads what decides about a case: the facts or the decoy, and the headers as
// a block. Opens no content.
#ifndef SCEAU_SERVER_CASES_CASE_LOADER_H_
#define SCEAU_SERVER_CASES_CASE_LOADER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "proto/contract/names.h"
#include "server/cases/facts.h"
#include "server/cases/rooms.h"
#include "server/store/case_table.h"

namespace sceau {

// Kind of a case row in the journal's row map.
inline constexpr char kCaseRowKind[] = "case";

// A case as decisions see it; an absent case is the decoy's facts.
struct LoadedCase {
  bool exists = false;
  uint64_t version = 0;
  CaseFacts facts;
  crypto::Bytes headers;  // EncodeHeaders' block; empty for the decoy.
};

// What the journal binds of a case row: version, sealed facts, headers.
crypto::Bytes CanonicalCaseRow(const CaseRow& row);

// Verifies `row` against the row map and opens its facts; without a row, opens
// the decoy. Errors: DATA_LOSS / DATABASE_CORRUPT (altered, old or missing
// row), CIPHERTEXT_REJECTED.
absl::StatusOr<LoadedCase> VerifyAndOpen(const CaseRooms& rooms,
                                         const CaseName& name,
                                         std::optional<CaseRow> row);

// Reads with a leased connection, then VerifyAndOpen.
absl::StatusOr<LoadedCase> LoadCase(const CaseRooms& rooms,
                                    const CaseName& name);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_LOADER_H_
