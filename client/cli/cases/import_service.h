// The two sides of the service that an import needs, over the wire.
#ifndef SCEAU_CLIENT_CLI_CASES_IMPORT_SERVICE_H_
#define SCEAU_CLIENT_CLI_CASES_IMPORT_SERVICE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/import/planner.h"
#include "client/lib/api.h"

namespace sceau {

// Looks for the person of a row, by SearchCases and GetCase.
class ServiceDirectory final : public CaseDirectory {
 public:
  explicit ServiceDirectory(Api& api) : api_(api) {}

  absl::StatusOr<std::vector<KnownCase>> Find(
      const v1::Identity& person) override;
  absl::StatusOr<std::vector<v1::Entry>> Entries(
      const std::string& case_name) override;

 private:
  Api& api_;
};

// Makes a row's case, by CreateCase.
class ServiceCreator final : public CaseCreator {
 public:
  explicit ServiceCreator(Api& api) : api_(api) {}

  Answer Create(const v1::CreateCaseRequest& request) override;

  // The error that stopped the import; OK when none did.
  const absl::Status& stopped() const { return stopped_; }

 private:
  Api& api_;
  absl::Status stopped_ = absl::OkStatus();
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_IMPORT_SERVICE_H_
