// A charter version as the commands work with it: fetched, named, signed with
// the profile's key.
#ifndef SCEAU_CLIENT_CLI_CHARTER_CHARTER_VERSION_H_
#define SCEAU_CLIENT_CLI_CHARTER_CHARTER_VERSION_H_

#include <string>

#include "absl/status/statusor.h"

#include "client/cli/console/context.h"
#include "crypto/bytes.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

// The version, or the one in force of an empty id, once it is checked and the
// one that was asked for. Errors: the service's, RefusedError.
absl::StatusOr<v1::CharterVersion> FetchVersion(Context& context,
                                                const std::string& id);

// The main points, as `sceau charter show` prints them, and what changes: for
// the reader's organisation, or for each.
enum class ChangesFor { kReader, kEveryone };
absl::StatusOr<std::string> RenderVersion(Context& context,
                                          const v1::CharterVersion& charter,
                                          ChangesFor changes);

// TitleText (render_charter.h) of the version, whose text is compiled for it.
std::string TitleOf(const v1::CharterVersion& charter, const Labels& labels);

// What the profile's key makes of `message_of` the version: one of
// CharterSignatureMessage and CharterAdoptionMessage. Errors: UsageError.
using MessageOf = crypto::Bytes (*)(absl::string_view group, uint64_t version,
                                    const crypto::Hash& charter_hash);
absl::StatusOr<std::string> SignVersion(Context& context,
                                        const v1::CharterVersion& charter,
                                        MessageOf message_of);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CHARTER_CHARTER_VERSION_H_
