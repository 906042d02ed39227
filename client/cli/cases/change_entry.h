// The three changes that are no new text: a report on an own task, an
// acceptance, a validation.
#ifndef SCEAU_CLIENT_CLI_CASES_CHANGE_ENTRY_H_
#define SCEAU_CLIENT_CLI_CASES_CHANGE_ENTRY_H_

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

#include "client/cli/console/commands.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

// A request about `entry` as it was read: its name and etag.
v1::SupersedeEntryRequest ChangeOf(const v1::Entry& entry);

// Takes out of `message` what only the service sets, so that a body that was
// read can be sent.
void ClearOutputFields(google::protobuf::Message& message);

// SetField (values.h) of an option; one that was left out changes nothing.
absl::Status SetTyped(Context& context, google::protobuf::Message& message,
                      absl::string_view field, absl::string_view text);

// Says that it is recorded, and shows the entry as far as the caller may see
// it.
absl::StatusOr<ExitCode> ShowRecorded(Context& context, const v1::Entry& entry);

// Sends the change and shows the new version.
absl::StatusOr<ExitCode> SendChange(Context& context,
                                    const v1::SupersedeEntryRequest& request);

// Deposits `entry` in the case and shows it.
absl::StatusOr<ExitCode> Deposit(Context& context, absl::string_view case_id,
                                 const v1::Entry& entry);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_CHANGE_ENTRY_H_
