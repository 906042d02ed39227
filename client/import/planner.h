// Which rows become cases and which are there already, asked of the service.
//
// Guarantee: a person who has a case gets no second one from a spreadsheet, on
// whatever day it is read again, and nothing that stands is overwritten. A row
// is recognized by the person (names as compared, birth date) and then by its
// entries: when each stands in the case, the row is there; otherwise the
// coordinator is told to compare.
#ifndef SCEAU_CLIENT_IMPORT_PLANNER_H_
#define SCEAU_CLIENT_IMPORT_PLANNER_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/import/decoder.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

struct KnownCase {
  std::string name = {};  // groups/{group}/cases/{case}
  v1::Identity identity = {};
};

// The service, as far as recognizing a person needs it.
class CaseDirectory {
 public:
  virtual ~CaseDirectory() = default;

  // Cases of those who may be this person, more rather than fewer.
  virtual absl::StatusOr<std::vector<KnownCase>> Find(
      const v1::Identity& person) = 0;

  // The standing entries of one case. PERMISSION_DENIED for one that may not
  // be read any more (exited).
  virtual absl::StatusOr<std::vector<v1::Entry>> Entries(
      const std::string& case_name) = 0;
};

// Called after each row with the rows done and all rows.
using Progress = std::function<void(size_t done, size_t total)>;

struct PlannedCall {
  size_t row = 0;  // Index in DecodedTable::rows.
  v1::CreateCaseRequest request = {};
  // The same without the line of the address, under an id of its own; absent
  // when there is no line.
  std::optional<v1::CreateCaseRequest> without_line = std::nullopt;
};

// Settles every row still to be created, in the file's order: its fate and
// findings change to kAlreadyThere or kToReview where the service knows the
// person, and the rest comes back as calls with their ids. `parent` and `seed`
// as in case_request.h. Errors: those of the directory, and INVALID_ARGUMENT of
// ToCreateCaseRequest; the table is then half settled and must not be applied.
absl::StatusOr<std::vector<PlannedCall>> PlanImport(
    DecodedTable& table, CaseDirectory& directory, absl::string_view parent,
    absl::string_view seed, const Progress& progress = {});

// The one call of a row.
class CaseCreator {
 public:
  struct Answer {
    bool created = false;
    // Why not, for machines: the reason of the service's error, as
    // "FORBIDDEN_TERM".
    std::string reason = {};
    // Whether the next rows would fare no better (no connection, not signed).
    bool stop = false;
  };

  virtual ~CaseCreator() = default;
  virtual Answer Create(const v1::CreateCaseRequest& request) = 0;
};

// Makes the planned calls in order and notes each row's fate, kCreated or
// kFailed. The line of an address is the one text of a request that the service
// screens: a row refused for its words, with nothing stored, is sent again
// without it, since a dropped cell does not refuse the row. After an answer
// that says stop, the rows left stay kToCreate: a later run takes them up.
void ApplyImport(const std::vector<PlannedCall>& calls, CaseCreator& creator,
                 DecodedTable& table, const Progress& progress = {});

// Whether `standing` says all that `wanted` says: of the same category, and
// equal in every field that `wanted` sets. What was added since (a result's
// date, a validation, an acceptance) does not matter.
bool Covers(const v1::EntryBody& standing, const v1::EntryBody& wanted);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_PLANNER_H_
