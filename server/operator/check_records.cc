#include "server/operator/check_records.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/cases/case_loader.h"
#include "server/cases/entry_bodies.h"
#include "server/cases/entry_header.h"
#include "server/referrals/referral_record.h"
#include "server/store/case_table.h"
#include "server/store/referral_table.h"

namespace sceau {
namespace {

constexpr size_t kRowsAtATime = 500;

absl::Status OfFile(const char* file, const absl::Status& status) {
  if (ReasonOf(status) == v1::ERROR_REASON_UNSPECIFIED) return status;
  return Error(ReasonOf(status), status.message(), {{"file", file}});
}

absl::Status CheckCase(const CaseRooms& rooms, const std::string& id) {
  const CaseName name = CaseName::Of(rooms.group, id);
  const auto loaded = LoadCase(rooms, name);
  RETURN_IF_ERROR(OfFile("case.db", loaded.status()));
  const auto headers = DecodeHeaders(loaded->headers);
  RETURN_IF_ERROR(OfFile("case.db", headers.status()));
  const auto keys = rooms.case_keys.Find(id);
  RETURN_IF_ERROR(OfFile("keys.db", keys.status()));
  ReadPool::Lease lease = rooms.reads.Take();
  for (const EntryHeader& header : *headers) {
    const auto sealed = FindBody(*lease, id, header.id, header.version);
    RETURN_IF_ERROR(OfFile("case.db", sealed.status()));
    RETURN_IF_ERROR(
        OfFile("case.db", CheckBody(**keys, name, header, *sealed)));
  }
  return absl::OkStatus();
}

// Runs `check` on the id of every row, which `list` gives from a position on.
absl::Status ForEach(
    const std::function<absl::StatusOr<std::vector<std::string>>(
        const std::string& after)>& list,
    const std::function<absl::Status(const std::string&)>& check) {
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, list(after));
    for (const std::string& id : ids) RETURN_IF_ERROR(check(id));
    if (ids.size() < kRowsAtATime) return absl::OkStatus();
    after = ids.back();
  }
}

}  // namespace

absl::Status CheckPages(const GroupPlace& place, const GroupWorld& world) {
  ASSIGN_OR_RETURN(const std::unique_ptr<GroupFiles> files,
                   OpenFiles(place, world));
  return files->CheckPages();
}

absl::Status CheckRecords(Group& group) {
  const CaseRooms& rooms = group.case_rooms();
  RETURN_IF_ERROR(ForEach(
      [&rooms](const std::string& after) {
        ReadPool::Lease lease = rooms.reads.Take();
        return ListCaseIds(*lease, after, kRowsAtATime);
      },
      [&rooms](const std::string& id) { return CheckCase(rooms, id); }));
  RETURN_IF_ERROR(ForEach(
      [&rooms](const std::string& after)
          -> absl::StatusOr<std::vector<std::string>> {
        ReadPool::Lease lease = rooms.reads.Take();
        ASSIGN_OR_RETURN(const auto rows,
                         ListReferrals(*lease, after, kRowsAtATime));
        std::vector<std::string> ids;
        for (const ReferralRow& row : rows) ids.push_back(row.id);
        return ids;
      },
      [&rooms](const std::string& id) {
        return OfFile("case.db", LoadReferral(rooms, id).status());
      }));
  return OfFile("journal.db", group.journal().CheckNaming());
}

}  // namespace sceau
